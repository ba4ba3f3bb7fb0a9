"use client";
import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, type Ref, type RefObject, useId, useImperativeHandle, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { limits } from "#lib/contract/limits.ts";
import { Pictures } from "../composer/pictures";
import type { PicturesProps } from "../composer/pictures-props";
import { type View, WritePreview } from "../composer/write-preview";
import type { Playhead } from "../player/playhead";
import { charactersLeft, lengthProblem } from "../ui/lengths";
import { prepareMarkdown } from "../ui/markdown/preview-text";
import { type AskDraft, afterTyping, type Posting, withMoment } from "./ask-draft";
import { AudienceField } from "./audience-field";
import { fieldParts } from "./field-parts";
import { MomentField } from "./moment-field";
import { isFree } from "./use-ask-draft";

type Props = {
  draft: AskDraft;
  onDraft: (draft: AskDraft) => void;
  /** Why the server refused the last question. Shown beside the field until the text changes. */
  problem: string | null;
  now: () => number | null;
  playhead: Playhead;
  posting: Posting;
  field?: Ref<AskHandle> | undefined;
  onAsk: () => void;
  /** Called when the field is left empty by Escape. */
  onLeave: () => void;
};

export type AskHandle = {
  focus: () => void;
  /** Makes an empty form low again, for what else is on the page. */
  fold: () => void;
};

/** "Ask about this moment". Typing captures the second at which it starts. Low until it is used. */
export function AskForm({ draft, onDraft, problem, now, playhead, posting, field: handle, onAsk, onLeave }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const fields = fieldParts.use();
  const [view, setView] = useState<View>("write");
  const [touched, setTouched] = useState(false);
  const isEmpty = isFree(draft);
  const used = touched || !isEmpty || problem !== null;
  const toField = useToField({ field, show: () => setView("write"), fold: () => setTouched(false), handle });
  const [tried, setTried] = useState(false);
  const [withCode, setWithCode] = useState(false);
  const [waiting, setWaiting] = useState<string | null>(null);
  const objection = waiting ?? lengthProblem(draft.text, limits.questionMin, limits.questionMax) ?? codeProblem(draft.code);
  const wrong = (tried ? objection : null) ?? problem;

  const asked = useRef(false);
  const ask = () => {
    // A second press right after asking is no fault.
    if (asked.current && isEmpty) return;
    asked.current = objection === null;
    setTried(!asked.current);
    if (objection) return toField();
    setWithCode(false);
    onAsk();
    toField();
  };
  const onText = (text: string) => onDraft(afterTyping(draft, { text }, now));
  const onFrame = (seconds: number) => void (draft.settled || onDraft(withMoment(draft, seconds)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && isEmpty && event.target === field.current) {
      field.current?.blur();
      setTouched(false);
      onLeave();
    }
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    ask();
  };

  return (
    // Ctrl+Enter sends from every field of the form.
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
      onKeyDown={onKeyDown}
      onFocus={() => {
        setTouched(true);
        prepareMarkdown();
      }}
      noValidate
      className="flex flex-col gap-3"
      aria-labelledby={`${id}-title`}
    >
      <h2 id={`${id}-title`} className="font-semibold">
        Ask about this moment
      </h2>
      <QuestionField {...{ id, field, view, used, wrong, onText, onFrame }} text={draft.text} onView={setView} onWaiting={setWaiting} />
      <MomentField
        moment={draft.moment}
        playhead={draft.settled ? null : playhead}
        now={now}
        onChange={(moment) => onDraft(withMoment(draft, moment))}
      />
      <div data-asks={used || undefined} className="hidden data-asks:contents">
        <CodePart
          open={withCode}
          code={draft.code}
          onOpen={() => setWithCode(true)}
          onCode={(code) => onDraft(afterTyping(draft, { code }, now))}
        />
        <Foot {...{ draft, posting, onDraft }} />
        {fields && <fields.PauseField />}
      </div>
    </form>
  );
}

/** Whom one asks, and the button: they stay in view beside the video. What goes on below them fades out above them. */
const Foot = ({ draft, posting, onDraft }: Pick<Props, "draft" | "posting" | "onDraft">) => (
  <div className={foot}>
    <AudienceField draft={draft} posting={posting} onChange={(to) => onDraft({ ...draft, ...to })} />
    <Button type="submit" className="w-full">
      Ask
    </Button>
  </div>
);

const foot =
  "grid gap-3 beside:sticky beside:bottom-0 beside:-mx-4 beside:-mb-3 beside:bg-card beside:px-4 beside:pb-3 beside:before:pointer-events-none beside:before:absolute beside:before:inset-x-0 beside:before:bottom-full beside:before:h-5 beside:before:bg-linear-to-t beside:before:from-card beside:before:to-transparent";

type QuestionFieldProps = {
  id: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  view: View;
  used: boolean;
  wrong: string | null;
  onView: (view: View) => void;
} & Pick<PicturesProps, "onText" | "onWaiting"> & { onFrame: (seconds: number) => void };

/** The question itself, and what it will look like. One line high until it is used. */
function QuestionField({ id, field, text, view, used, wrong, onView, onText, ...pictures }: QuestionFieldProps) {
  const left = charactersLeft(text, limits.questionMax);
  return (
    <div className="grid gap-1.5">
      <WritePreview
        text={text}
        view={view}
        onView={onView}
        shown={used}
        tool={<Pictures {...{ field, text, onText }} {...pictures} disabled={view !== "write"} />}
        className="rounded-lg border border-input bg-card has-[textarea:focus-visible]:border-ring has-[textarea:focus-visible]:outline-1 has-[textarea:focus-visible]:outline-ring"
        previewClass="max-h-60 min-h-20 overflow-auto px-3 py-2 text-sm"
      >
        <label htmlFor={id} className="sr-only">
          Your question
        </label>
        <textarea
          ref={field}
          id={id}
          value={text}
          dir="auto"
          placeholder="What’s unclear at this point?"
          aria-invalid={wrong !== null}
          aria-describedby={`${id}-problem ${id}-left`}
          onChange={(event) => onText(event.target.value)}
          rows={used ? 3 : 1}
          className="block max-h-60 w-full resize-none bg-transparent px-3 py-2 leading-relaxed outline-none [field-sizing:content]"
          style={{ minHeight: used ? "5rem" : "2.75rem" }}
        />
      </WritePreview>
      <p id={`${id}-problem`} role="alert" className="text-destructive text-sm empty:hidden">
        {wrong}
      </p>
      <p id={`${id}-left`} className="text-muted-foreground text-meta tabular-nums empty:hidden">
        {left === null ? null : `${left} characters left`}
      </p>
    </div>
  );
}

type ToField = { field: RefObject<HTMLTextAreaElement | null>; show: () => void; fold: () => void; handle: Ref<AskHandle> | undefined };

/** Puts the focus into the field, also from elsewhere on the page, once it is shown. */
function useToField({ field, show, fold, handle }: ToField) {
  const focus = () => {
    show();
    // The next key is for the field already, unless a preview is in its place.
    field.current?.focus();
    requestAnimationFrame(() => field.current?.focus());
  };
  useImperativeHandle(handle, () => ({ focus, fold }));
  return focus;
}

type CodePartProps = { open: boolean; code: string; onOpen: () => void; onCode: (code: string) => void };

function CodePart({ open, code, onOpen, onCode }: CodePartProps) {
  const fields = fieldParts.use();
  if (fields && (open || code !== "")) return <fields.CodeField label="Code (optional)" value={code} onChange={onCode} />;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="-ms-1 inline-flex h-8 items-center gap-1 self-start rounded-md px-1 text-muted-foreground text-sm hover:text-foreground"
    >
      <ChevronRight className="size-4" aria-hidden="true" />
      Add code
    </button>
  );
}

const codeProblem = (code: string) => {
  const problem = code.trim() === "" ? null : lengthProblem(code, 0, limits.codeSnippetMax);
  return problem && `Code: ${problem}`;
};
