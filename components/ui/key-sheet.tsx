"use client";
import type { KeySheetProps } from "./key-sheet-window";
import { onDemand } from "./on-demand";
import { useWindow } from "./open-part";

export type { Shortcut } from "./key-sheet-window";

const parts = onDemand(() => import("./key-sheet-window"));

/** The keyboard shortcuts of a page, and those of every page. Loads when the page is idle, or when it is opened. */
export function KeySheet(props: KeySheetProps) {
  const loaded = useWindow(parts, props.open, () => props.onOpenChange(false));
  return loaded && <loaded.KeySheetWindow {...props} />;
}
