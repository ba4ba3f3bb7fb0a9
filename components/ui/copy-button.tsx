"use client";
import { Check, Copy } from "lucide-react";
import { type RefObject, useState } from "react";
import { Button } from "./button";
import { copyText } from "./copy-text";

type Props = {
  text: string;
  /** What is selected where the browser does not let a page copy. */
  instead: RefObject<HTMLElement | null>;
  /** For screen readers, once it is copied. */
  confirmation: string;
};

/** Copies a text that is on screen. */
export function CopyButton({ text, instead, confirmation }: Props) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <Button type="button" variant="outline" onClick={() => void copyText(text, instead.current).then(setCopied)}>
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {copied ? "Copied" : "Copy"}
      </Button>
      <p role="status" className="sr-only">
        {copied && confirmation}
      </p>
    </>
  );
}
