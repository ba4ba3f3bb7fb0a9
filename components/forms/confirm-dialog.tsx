"use client";
import { onDemand } from "../ui/on-demand";
import { useWindow } from "../ui/open-part";
import type { ConfirmProps } from "./confirm-window";

const parts = onDemand(() => import("./confirm-window"));

/**
 * Asks before something that can't be undone, or that others see at once. Closes when it is done, and stays open with the problem when it
 * fails.
 */
export function ConfirmDialog(props: ConfirmProps) {
  const loaded = useWindow(parts, props.open, () => props.onOpenChange(false));
  return loaded && <loaded.ConfirmWindow {...props} />;
}
