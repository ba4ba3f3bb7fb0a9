"use client";
import { type ChangeEvent, useId, useState } from "react";
import { actionProblem } from "#lib/client/api/problems.ts";
import { base64Of } from "#lib/client/files.ts";
import { fileClass } from "../ui/field-class";
import { toast } from "../ui/toast";

type Options = {
  /** The most bytes, and what to say of a file with more. */
  most: number;
  tooLarge: string;
  /** Sends the file, in base64. @returns what to say when it has happened */
  send: (content: string) => Promise<string>;
  onDone: () => void;
  /** What to say of a refusal. */
  problemOf?: (error: unknown) => string;
};

/**
 * A small file that is chosen, sent as it is, and can be taken away: one change at a time, with what went wrong, and a toast afterwards.
 */
export function useFileChoice({ most, tooLarge, send, onDone, problemOf = actionProblem }: Options) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (act: () => Promise<string>) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      toast(await act());
      onDone();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    target.value = "";
    if (!file) return;
    if (file.size > most) return setProblem(tooLarge);
    const content = await base64Of(file).catch(() => null);
    if (content === null) return setProblem("Your browser couldn’t read this file. Choose it again.");
    if (content === "") return setProblem("This file is empty.");
    await change(() => send(content));
  };
  return { problem, busy, change, choose };
}

type Props = { label: string; accept: string; hint?: string; onChange: (event: ChangeEvent<HTMLInputElement>) => Promise<void> };

/** The field for such a file. */
export function FileField({ label, accept, hint, onChange }: Props) {
  const id = useId();
  return (
    <div className="grid gap-4">
      <label htmlFor={id} className="grid gap-1.5 font-semibold text-sm">
        {label}
        <input
          id={id}
          type="file"
          accept={accept}
          aria-describedby={hint && `${id}-hint`}
          onChange={(event) => void onChange(event)}
          className={`${fileClass} font-normal`}
        />
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-muted-foreground text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
