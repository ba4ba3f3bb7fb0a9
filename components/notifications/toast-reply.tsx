"use client";
import { Send } from "lucide-react";
import { type FocusEvent, type FormEvent, type KeyboardEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { limits } from "#lib/contract/limits.ts";
import { useReplyDraft } from "../composer/use-reply-draft";
import { useUser } from "../live/realtime-provider";
import { lengthProblem } from "../ui/lengths";

type Props = {
  threadId: string;
  label: string;
  onSend: (text: string) => void;
  /** Called by Escape, and when the field is left with nothing in it. */
  onClose: (by: "escape" | "leaving") => void;
};

/** The field of a reply within a toast. It has the draft that the discussion's own field has. */
export function ToastReply({ threadId, label, onSend, onClose }: Props) {
  const { id: me } = useUser();
  const [text, setText] = useReplyDraft(me, threadId);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    const wrong = lengthProblem(text, 1, limits.messageMax);
    setProblem(wrong);
    if (wrong) return;
    setText("");
    onSend(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose("escape");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    // A press on the form itself, or a window that loses the focus, is no leaving.
    if (relatedTarget && !currentTarget.contains(relatedTarget) && text.trim() === "") onClose("leaving");
  };
  return (
    <form
      noValidate
      onSubmit={send}
      onBlur={onBlur}
      // What is dragged here is a selection, not the toast.
      onPointerDown={(event) => event.stopPropagation()}
      className="relative z-10 mt-2 grid cursor-auto gap-1.5"
    >
      <textarea
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        // biome-ignore lint/a11y/noAutofocus: a button just asked for this very field
        autoFocus
        dir="auto"
        rows={3}
        className="h-20 w-full resize-none rounded-md border border-input bg-background px-2.5 py-1.5 text-sm leading-snug"
      />
      <div className="flex min-h-8 items-center gap-2">
        <p id={`${id}-note`} role="status" className={`min-w-0 flex-1 text-meta ${problem ? "text-destructive" : "text-muted-foreground"}`}>
          {problem ?? <span className="pointer-coarse:hidden">Ctrl+Enter to send</span>}
        </p>
        <Button type="submit" variant="inForm" size="sm">
          <Send aria-hidden="true" />
          Send
        </Button>
      </div>
    </form>
  );
}
