"use client";
import { Check, Copy, Download } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy-text";

type Props = {
  codes: string[];
  /** The text of the button that leaves them. */
  done: string;
  onDone: () => void;
  /** What just happened, shown above them. */
  notice?: string;
  /** What else to do, shown below them. */
  children?: ReactNode;
};

/** Recovery codes, shown only once, to be copied, saved as a file, or written down. */
export function RecoveryCodeList({ codes, done, onDone, notice, children }: Props) {
  const [copied, setCopied] = useState(false);
  const text = `Recovery codes for Handraise. Each works once.\n\n${codes.join("\n")}\n`;
  const list = useRef<HTMLUListElement>(null);
  const copy = async () => setCopied(await copyText(text, list.current));
  return (
    <div className="grid gap-4">
      <p role="status" className="text-success text-sm empty:hidden">
        {notice}
      </p>
      <div className="grid gap-1 text-sm leading-relaxed">
        <p className="font-semibold">Your recovery codes</p>
        <p>
          Each one signs you in once, without your phone. Keep them somewhere safe: <strong>they’re shown only once.</strong>
        </p>
      </div>
      <ul
        ref={list}
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1.5 rounded-xl border bg-card px-4 py-3 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button type="button" onClick={onDone}>
          {done}
        </Button>
        <Button type="button" variant="outline" onClick={() => void copy()}>
          {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {copied ? "Copied" : "Copy"}
        </Button>
        <Button asChild variant="outline">
          <a href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`} download="handraise-recovery-codes.txt">
            <Download aria-hidden="true" />
            Download
          </a>
        </Button>
      </div>
      <p role="status" className="sr-only">
        {copied && "The recovery codes are copied."}
      </p>
      {children}
    </div>
  );
}
