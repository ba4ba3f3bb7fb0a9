"use client";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { actionProblem } from "#lib/client/api/problems.ts";
import { loadDraft, saveDraft } from "#lib/client/drafts.ts";
import type { Message } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { fieldClass } from "../ui/field-class";
import { lengthProblem } from "../ui/lengths";
import { editDraftKey } from "./edit-draft";

type Props = { message: Message; min?: number; onSave: (content: string) => Promise<void>; onDone: () => void };

/**
 * Edits a message in its place. Ctrl+Enter saves. Escape closes it and costs nothing: the text is kept in this browser, as replies are,
 * until it is saved or given up by the button.
 */
export function MessageEditor({ message, min = 1, onSave, onDone }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { content } = message;
  const key = editDraftKey(message);
  const [text, setText] = useState(() => loadDraft(key) || content);
  const isKept = text !== content;
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);
  const change = (next: string) => {
    setText(next);
    setProblem(null);
    saveDraft(key, next === content ? "" : next);
  };
  const finish = () => {
    saveDraft(key, "");
    onDone();
  };

  const save = async () => {
    const wrong = lengthProblem(text, min, limits.messageMax);
    if (wrong) return setProblem(wrong);
    if (text.trim() === content) return finish();
    setSaving(true);
    try {
      await onSave(text.trim());
      finish();
    } catch (error) {
      setProblem(actionProblem(error));
      setSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      // It closes nothing else.
      event.preventDefault();
      onDone();
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
  };

  return (
    <form noValidate onSubmit={submit} className="grid gap-2">
      <textarea
        ref={field}
        value={text}
        dir="auto"
        aria-label="Edit your message"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        className={`${fieldClass} max-h-96 min-h-20 w-full [field-sizing:content]`}
      />
      <p id={`${id}-problem`} role="alert" className="text-destructive text-sm empty:hidden">
        {problem}
      </p>
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="inForm" disabled={saving}>
          Save
        </Button>
        <Button type="button" size="sm" variant="ghost" onClick={finish}>
          {isKept ? "Discard changes" : "Cancel"}
        </Button>
      </div>
    </form>
  );
}
