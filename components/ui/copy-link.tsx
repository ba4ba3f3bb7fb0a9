"use client";
import { useId, useRef } from "react";
import { CopyButton } from "./copy-button";

/** A link to pass on, with a button that copies it. Without a clipboard it selects the link. */
export function CopyLink({ label, url }: { label: string; url: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold text-sm">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          ref={field}
          id={id}
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          className="h-10 min-w-0 flex-1 rounded-lg border border-input bg-muted px-3 font-mono text-sm"
        />
        <CopyButton text={url} instead={field} confirmation="The link is copied." />
      </div>
    </div>
  );
}
