"use client";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { actionProblem } from "#lib/client/api/problems.ts";
import { limits } from "#lib/contract/limits.ts";
import { fieldClass } from "../ui/field-class";
import { lengthProblem } from "../ui/lengths";

type Props = { content: string; min?: number; onSave: (content: string) => Promise<void>; onDone: () => void };

/** Edits a message in its place. Ctrl+Enter saves, Escape cancels. */
export function MessageEditor({ content, min = 1, onSave, onDone }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(content);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(content.length, content.length);
  }, [content.length]);

  const save = async () => {
    const wrong = lengthProblem(text, min, limits.messageMax);
    if (wrong) return setProblem(wrong);
    if (text.trim() === content) return onDone();
    setSaving(true);
    try {
      await onSave(text.trim());
      onDone();
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
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
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
        <Button type="button" size="sm" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
