"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** Code as it was given, never wrapped. It scrolls, by keyboard too. */
export function CodeSnippet({ code }: { code: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <section aria-label="Code" className="relative">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        dir="ltr"
        className="max-h-96 overflow-auto rounded-lg border bg-muted/60 p-4 pe-14 font-mono text-[0.8125rem] leading-relaxed"
      >
        <code>{code}</code>
      </pre>
      <button
        type="button"
        onClick={() => void copy().catch(() => {})}
        className="absolute end-2 top-2 grid size-8 place-items-center rounded-md border bg-background text-muted-foreground hover:text-foreground"
      >
        {copied ? <Check className="size-4" aria-hidden="true" /> : <Copy className="size-4" aria-hidden="true" />}
        <span className="sr-only">{copied ? "Copied" : "Copy the code"}</span>
      </button>
    </section>
  );
}
