"use client";
import { type KeyboardEvent, useId, useRef } from "react";
import { limits } from "#lib/contract/limits.ts";
import { fieldClass } from "../ui/field-class";
import { charactersLeft } from "../ui/lengths";

type Props = { value: string; onChange: (value: string) => void; label: string };

/** A field for code. Tab indents by two spaces. After Escape it moves the focus again, for people who use the keyboard. */
export function CodeField({ value, onChange, label }: Props) {
  const id = useId();
  const tabMoves = useRef(false);
  const left = charactersLeft(value, limits.codeSnippetMax);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Escape") tabMoves.current = true;
    if (event.key !== "Tab" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey || tabMoves.current) return;
    event.preventDefault();
    // As typed text, so that the browser's undo works.
    const field = event.currentTarget;
    if (!document.execCommand("insertText", false, "  ")) {
      field.setRangeText("  ", field.selectionStart, field.selectionEnd, "end");
      onChange(field.value);
    }
  };

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <textarea
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={() => {
          tabMoves.current = false;
        }}
        aria-describedby={`${id}-hint`}
        rows={6}
        dir="ltr"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        wrap="off"
        className={`${fieldClass} max-h-80 min-h-32 w-full resize-y overflow-auto font-mono text-meta leading-relaxed`}
      />
      <p id={`${id}-hint`} className="text-muted-foreground text-meta">
        Tab indents. Press Escape, then Tab, to move on.{left !== null && ` ${left} characters left.`}
      </p>
    </div>
  );
}
