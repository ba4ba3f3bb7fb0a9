"use client";
import { useId } from "react";
import { audienceBefore } from "../ui/audience";
import { type AskDraft, type Audience, audienceOf, type Posting } from "./ask-draft";
import { fieldParts } from "./field-parts";

type Props = { draft: AskDraft; posting: Posting; onChange: (to: Partial<Audience>) => void };

/** Who is to see the question. The sentence below says it before it is asked, also where there is nothing to choose. */
export function AudienceField({ draft, posting, onChange }: Props) {
  const id = useId();
  const now = audienceOf(draft, posting);
  const fields = fieldParts.use();
  return (
    <fieldset className="grid min-w-0 gap-2" aria-describedby={`${id}-who`}>
      <legend className="sr-only">Who sees your question</legend>
      {fields && <fields.AudienceChoices {...{ now, posting, onChange }} />}
      <p id={`${id}-who`} aria-live="polite" className="text-muted-foreground text-meta leading-relaxed">
        {audienceBefore(now, posting.people)}
      </p>
    </fieldset>
  );
}
