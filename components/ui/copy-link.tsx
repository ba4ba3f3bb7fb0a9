"use client";
import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "./button";
import { copyText } from "./copy-text";

/** A link to pass on, with a button that copies it. Without a clipboard it selects the link. */
export function CopyLink({ label, url }: { label: string; url: string }) {
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = async () => setCopied(await copyText(url, document.getElementById(id)));
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold text-sm">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          className="h-10 min-w-0 flex-1 rounded-lg border border-input bg-muted px-3 font-mono text-sm"
        />
        <Button type="button" variant="outline" onClick={() => void copy()}>
          {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {copied ? "Copied" : "Copy"}
        </Button>
      </div>
      <p role="status" className="sr-only">
        {copied && "The link is copied."}
      </p>
    </div>
  );
}
