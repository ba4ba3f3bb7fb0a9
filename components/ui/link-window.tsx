"use client";
import type { RefObject } from "react";
import { Dialog } from "./dialog";

type Props = { url: string; onClose: () => void; opener: RefObject<HTMLElement | null> };

/** A link to copy by hand, selected, where the browser has refused to copy it. */
export function LinkWindow({ url, onClose, opener }: Props) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      opener={opener}
      title="Copy this link"
      text="Your browser didn’t let us copy it. It’s selected, so you can copy it yourself."
    >
      <input
        readOnly
        aria-label="Link"
        value={url}
        onFocus={(event) => event.currentTarget.select()}
        className="h-10 w-full min-w-0 rounded-lg border border-input bg-muted px-3 font-mono text-sm"
      />
    </Dialog>
  );
}
