"use client";
import { ChevronRight } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { limits } from "#lib/contract/limits.ts";
import { fieldClass } from "../ui/field-class";
import { lengthProblem, scarce } from "../ui/lengths";
import { type AskDraft, type Posting, typed, withMoment } from "./ask-draft";
import { AudienceField } from "./audience-field";
import { CodeField } from "./code-field";
import { MomentField } from "./moment-field";

type Props = {
  draft: AskDraft;
  onDraft: (draft: AskDraft) => void;
  /** Why the server refused the last question. Shown beside the field until the text changes. */
  problem: string | null;
  now: () => number | null;
  posting: Posting;
  onAsk: () => void;
};

/** "Ask about this moment". Typing captures the second at which it starts, and does not stop the video. */
export function AskForm({ draft, onDraft, problem, now, posting, onAsk }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [tried, setTried] = useState(false);
  const [withCode, setWithCode] = useState(false);
  const own = tried ? (lengthProblem(draft.text, limits.questionMin, limits.questionMax) ?? codeProblem(draft.code)) : null;
  const wrong = own ?? problem;
  const left = scarce(draft.text, limits.questionMax);

  const ask = () => {
    if (lengthProblem(draft.text, limits.questionMin, limits.questionMax) ?? codeProblem(draft.code)) {
      setTried(true);
      field.current?.focus();
      return;
    }
    setTried(false);
    setWithCode(false);
    onAsk();
    field.current?.focus();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    ask();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    ask();
  };

  return (
    // Ctrl+Enter sends from every field of the form.
    <form onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate className="grid gap-3" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="font-semibold">
        Ask about this moment
      </h2>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="sr-only">
          Your question
        </label>
        <textarea
          ref={field}
          id={id}
          value={draft.text}
          dir="auto"
          placeholder="What’s unclear at this point?"
          aria-invalid={wrong !== null}
          aria-describedby={`${id}-problem ${id}-left`}
          onChange={(event) => onDraft(typed(draft, { text: event.target.value }, now))}
          className={`${fieldClass} max-h-80 min-h-24 w-full resize-y [field-sizing:content]`}
        />
        <p id={`${id}-problem`} role="alert" className="text-destructive text-sm empty:hidden">
          {wrong}
        </p>
        <p id={`${id}-left`} className="text-muted-foreground text-xs tabular-nums empty:hidden">
          {left === null ? null : `${left} characters left`}
        </p>
      </div>
      <div className="min-h-8">
        <MomentField moment={draft.moment} now={now} onChange={(moment) => onDraft(withMoment(draft, moment))} />
      </div>
      {withCode || draft.code !== "" ? (
        <CodeField label="Code (optional)" value={draft.code} onChange={(code) => onDraft(typed(draft, { code }, now))} />
      ) : (
        <button
          type="button"
          onClick={() => setWithCode(true)}
          className="-ms-1 inline-flex h-8 items-center gap-1 justify-self-start rounded-md px-1 text-muted-foreground text-sm hover:text-foreground"
        >
          <ChevronRight className="size-4" aria-hidden="true" />
          Add code
        </button>
      )}
      <AudienceField draft={draft} posting={posting} onChange={(to) => onDraft({ ...draft, ...to })} />
      <Button type="submit" className="w-full">
        Ask
      </Button>
    </form>
  );
}

const codeProblem = (code: string) => {
  const problem = code.trim() === "" ? null : lengthProblem(code, 0, limits.codeSnippetMax);
  return problem && `Code: ${problem}`;
};
