"use client";
import { onDemand } from "../ui/on-demand";
import { useWindow } from "../ui/open-part";
import type { QueueHelpProps } from "./queue-help-window";

const parts = onDemand(() => import("./queue-help-window"));

/** The keyboard shortcuts of the queue. */
export function QueueHelp(props: QueueHelpProps) {
  const loaded = useWindow(parts, props.open, () => props.onOpenChange(false));
  return loaded && <loaded.QueueHelpWindow {...props} />;
}
