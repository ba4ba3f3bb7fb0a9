"use client";
import { Clock, Code, Send } from "lucide-react";
import { type FocusEvent, type FormEvent, type KeyboardEvent, type MouseEvent, type RefObject, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { limits } from "#lib/contract/limits.ts";
import { cn } from "../ui/cn";
import { charactersLeft, lengthProblem } from "../ui/lengths";
import { prepareMarkdown } from "../ui/markdown/preview-text";
import { useVideoTimes } from "../ui/video-times";
import { insertCode, insertTime } from "./insert";
import { Pictures } from "./pictures";
import type { PicturesProps } from "./pictures-props";
import { Tool } from "./tool";
import { useStayInView } from "./use-stay-in-view";
import { type View, WritePreview } from "./write-preview";

type Props = {
  text: string;
  onText: (text: string) => void;
  onSend: (text: string) => void;
  /** Sends and goes on to what comes next, where there is something: a second button, and Ctrl+Shift+Enter. */
  onSendNext?: (text: string) => void;
  /** What the button says. */
  sendText?: string;
  /** Called with every change made by typing. */
  onTyping?: () => void;
  /** What else sending does, in words: a student's reply reopens the question. */
  note?: string | null;
  /** Why the server refused the last try. */
  refused?: string | null;
  label?: string;
  /** False where it is one of several on the page: its button is then filled only while one is in it. */
  isMain?: boolean;
  autoFocus?: boolean;
  onEscape?: () => void;
};

/**
 * Keeps the focus, and a phone's keyboard, in the field when a button is pressed. Because otherwise the page would move under the finger.
 */
const keepFocus = (event: MouseEvent) => {
  if (event.target instanceof Element && event.target.closest("button:not([role=tab])")) event.preventDefault();
};

/**
 * Writes a message: Markdown with a preview, code, Ctrl+Enter to send. What is sent leaves the field at once, and the thread shows its
 * state. One line high until it is used.
 */
export function Composer({
  text,
  onText,
  onSend,
  onSendNext,
  sendText = "Send",
  onTyping,
  note = null,
  refused = null,
  label = "Your reply",
  isMain = true,
  autoFocus = false,
  onEscape,
}: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [view, setView] = useState<View>("write");
  const { problem, setProblem, waiting, onWaiting, send } = useSend(text, field, () => setView("write"));
  const { focused, onFocus, onBlur } = useFocusWithin(field);
  const used = focused || text !== "" || view === "preview" || problem !== null || refused !== null || waiting !== null;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onEscape?.();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event.shiftKey && onSendNext ? onSendNext : onSend);
  };

  return (
    <form
      noValidate
      onSubmit={(event) => send(onSend, event)}
      onFocus={() => {
        onFocus();
        prepareMarkdown();
      }}
      onBlur={onBlur}
      onMouseDown={keepFocus}
      data-used={used}
      className="flex flex-wrap items-center rounded-xl border bg-card has-[textarea:focus-visible]:border-ring has-[textarea:focus-visible]:outline-1 has-[textarea:focus-visible]:outline-ring"
      aria-label={label}
    >
      <WritePreview
        {...{ text, view, previewClass }}
        onView={setView}
        shown={used}
        className={cn("min-w-0", used ? "w-full" : "flex-1")}
        tool={<Tools disabled={view !== "write"} {...{ field, text, onText, onWaiting }} />}
      >
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <textarea
          ref={field}
          id={id}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: only where a key or a button just asked for this very field
          autoFocus={autoFocus}
          placeholder="Write a reply…"
          aria-invalid={problem !== null || refused !== null}
          aria-describedby={`${id}-problem ${id}-hint`}
          onChange={(event) => {
            onText(event.target.value);
            setProblem(null);
            onTyping?.();
          }}
          onKeyDown={onKeyDown}
          rows={used ? 2 : 1}
          dir="auto"
          className={cn(fieldClass, used && "min-h-12 sm:min-h-20")}
        />
      </WritePreview>
      <Foot {...{ id, text, note, used, isMain, sendText }} problem={problem ?? refused} onNext={onSendNext && (() => send(onSendNext))} />
    </form>
  );
}

const fieldClass =
  "block max-h-[40dvh] w-full tall:max-h-[min(40dvh,calc(100dvh-22rem))] resize-none bg-transparent px-4 py-2 leading-relaxed outline-none [field-sizing:content]";
const previewClass = "max-h-[40dvh] tall:max-h-[min(40dvh,calc(100dvh-22rem))] min-h-12 overflow-auto px-4 py-2 sm:min-h-20";

/** Sends what may be sent, and says why the rest may not. */
function useSend(text: string, field: RefObject<HTMLTextAreaElement | null>, showField: () => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const [waiting, setWaiting] = useState<string | null>(null);
  const sent = useRef(false);
  const onWaiting = (why: string | null) => {
    setWaiting(why);
    setProblem(null);
  };
  const send = (to: (text: string) => void, event?: FormEvent) => {
    event?.preventDefault();
    // A second press right after sending is no fault.
    if (sent.current && !text) return;
    const wrong = waiting ?? lengthProblem(text, 1, limits.messageMax);
    setProblem(wrong);
    showField();
    if (!wrong) to(text.trim());
    sent.current = !wrong;
    requestAnimationFrame(() => field.current?.focus());
  };
  return { problem, setProblem, waiting, onWaiting, send };
}

/** Whether the focus is within an element. Leaving counts at the end of the press, because a button that moves before would be missed. */
function useFocusWithin(field: RefObject<HTMLTextAreaElement | null>) {
  const [focused, setFocused] = useState(false);
  useStayInView(field, focused);
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (currentTarget.contains(relatedTarget)) return;
    const done = new AbortController();
    const look = () => {
      done.abort();
      requestAnimationFrame(() => setFocused(currentTarget.contains(document.activeElement)));
    };
    for (const end of ["pointerup", "keyup"]) window.addEventListener(end, look, { signal: done.signal });
  };
  return { focused, onFocus: () => setFocused(true), onBlur };
}

/** What writes into the field by a press: the time of the video beside it, where there is one, a block of code, and pictures. */
function Tools({ disabled, field, onText, ...rest }: PicturesProps) {
  const { now } = useVideoTimes();
  const onTime = () => {
    const seconds = now?.();
    if (field.current && seconds != null) insertTime(field.current, seconds, onText);
  };
  return (
    <>
      {now && <Tool label="Insert the current time" Icon={Clock} disabled={disabled} onPress={onTime} />}
      <Tool label="Insert code" Icon={Code} disabled={disabled} onPress={() => field.current && insertCode(field.current, onText)} />
      <Pictures {...{ disabled, field, onText }} {...rest} />
    </>
  );
}

type FootProps = {
  id: string;
  problem: string | null;
  text: string;
  note: string | null;
  used: boolean;
  isMain: boolean;
  sendText: string;
  onNext: (() => void) | undefined;
};

function Foot({ id, problem, text, note, used, isMain, sendText, onNext }: FootProps) {
  const left = charactersLeft(text, limits.messageMax);
  return (
    <>
      <p id={`${id}-problem`} role="alert" className="w-full px-4 pb-1 text-destructive text-sm empty:hidden">
        {problem}
      </p>
      <div className={used ? "flex min-h-11 w-full flex-wrap items-center justify-end gap-x-2 gap-y-1 px-2 pb-2 ps-4" : "flex gap-2 pe-2"}>
        <p id={`${id}-hint`} className={used ? "min-w-0 flex-1 text-muted-foreground text-meta" : "hidden"}>
          {note ?? <span className="pointer-coarse:hidden">Markdown supported · Ctrl+Enter to send</span>}
          {left !== null && <span className="ms-2 tabular-nums">{left} characters left</span>}
        </p>
        {used && onNext && (
          <Button type="button" size="sm" variant="outline" title="Ctrl+Shift+Enter" onClick={onNext}>
            Send and next
          </Button>
        )}
        {/* Filled while it is the next thing to do. */}
        <Button type="submit" size="sm" variant={used && isMain ? "primary" : "inForm"}>
          <Send className="size-4" aria-hidden="true" />
          {sendText}
        </Button>
      </div>
    </>
  );
}
