import { Lock, Users } from "lucide-react";
import { useId } from "react";
import type { Visibility } from "#lib/contract/discussions.ts";
import type { Audience, Posting } from "./ask-draft";

type Props = { now: Audience; posting: Posting; onChange: (to: Partial<Audience>) => void };

const choices = [
  { value: "private", word: "Private", Icon: Lock },
  { value: "class", word: "Class", Icon: Users },
] as const satisfies { value: Visibility; word: string; Icon: typeof Lock }[];

/** The choice between the staff and the class, and whether classmates read the name, where the course leaves it open. */
export function AudienceChoices({ now, posting, onChange }: Props) {
  const id = useId();
  return (
    <>
      {posting.class_questions !== "off" && (
        <div className="grid grid-cols-2 gap-1 rounded-lg border bg-muted p-1">
          {choices.map(({ value, word, Icon }) => (
            <label
              key={value}
              className="relative inline-flex min-h-8 cursor-pointer items-center justify-center gap-1.5 rounded-md border border-transparent px-2 text-muted-foreground text-sm has-checked:border-input has-checked:bg-card has-checked:font-medium has-checked:text-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name={`${id}-visibility`}
                value={value}
                checked={now.visibility === value}
                onChange={() => onChange({ visibility: value })}
                // Over all of its label, so that a press on it reaches it.
                className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0"
              />
              <Icon className="size-4 shrink-0" aria-hidden="true" />
              {word}
            </label>
          ))}
        </div>
      )}
      {now.visibility === "class" && posting.anonymity !== "off" && (
        <label className="inline-flex min-h-8 cursor-pointer items-center gap-2 justify-self-start text-sm">
          <input
            type="checkbox"
            checked={now.anonymous}
            onChange={(event) => onChange({ anonymous: event.target.checked })}
            className="size-4 shrink-0 accent-accent-strong"
          />
          Hide my name from classmates
        </label>
      )}
    </>
  );
}
