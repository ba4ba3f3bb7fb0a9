"use client";
import type { ReactNode } from "react";
import type { OnDemand } from "./on-demand";
import { asPainted, usePainted } from "./painted";

type Props = {
  /** Loads while the page is idle. */
  code: OnDemand<unknown>;
  /** What the part shows; another content is drawn by the browser. */
  content: string;
  children: ReactNode;
};

/** A part that does not come with its page, where the server has painted it: as it was painted until its code is there. */
export function PaintedPart({ code, content, children }: Props) {
  const [isPainted] = usePainted(content);
  const loaded = code.use();
  if (!isPainted || loaded !== null) return children;
  const painted = asPainted();
  // Whoever is about to press something in it is quicker than a pause of the page.
  const hurry = () => void code.load().catch(() => undefined);
  return painted ? (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons and links within are what is pressed
    <div className="contents" {...painted} onPointerEnter={hurry} onFocus={hurry} />
  ) : (
    <div className="contents">{children}</div>
  );
}
