"use client";
import type { ComponentProps } from "react";
import { onDemand, useOpened } from "../ui/on-demand";

/** The player and the picture of a moment, which come when a row is opened. What failed to load is tried again while the page is idle. */
const parts = onDemand(() => import("./row-moment"));
type Parts = Awaited<ReturnType<typeof parts.load>>;

export function RowMoment(props: ComponentProps<Parts["RowMoment"]>) {
  const part = useOpened(parts, true, () => undefined);
  return part && <part.RowMoment {...props} />;
}

export function MomentStill(props: ComponentProps<Parts["MomentStill"]>) {
  const part = useOpened(parts, true, () => undefined);
  // Its place is kept.
  return part ? <part.MomentStill {...props} /> : <span className="aspect-video w-44 shrink-0 sm:ms-auto lg:w-56" />;
}
