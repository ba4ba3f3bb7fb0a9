"use client";
import { Lock, Users } from "lucide-react";
import { useId } from "react";
import type { Visibility } from "#lib/contract/discussions.ts";
import { audienceBefore } from "../ui/audience";
import { type Addressed, type AskDraft, addressed, type Posting } from "./ask-draft";

type Props = { draft: AskDraft; posting: Posting; onChange: (to: Partial<Addressed>) => void };

const choices = [
  { value: "private", word: "Private", Icon: Lock },
  { value: "class", word: "Class", Icon: Users },
] as const satisfies { value: Visibility; word: string; Icon: typeof Lock }[];

/** Who is to see the question. The sentence below says it before it is asked, also where there is nothing to choose. */
export function AudienceField({ draft, posting, onChange }: Props) {
  const id = useId();
  const now = addressed(draft, posting);
  return (
    <fieldset className="grid min-w-0 gap-2" aria-describedby={`${id}-who`}>
      <legend className="sr-only">Who sees your question</legend>
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
      <p id={`${id}-who`} aria-live="polite" className="text-muted-foreground text-meta leading-relaxed">
        {audienceBefore(now, posting.people)}
      </p>
    </fieldset>
  );
}
