"use client";
import type { ComponentProps } from "react";
import type { DialogProps, DialogClose as WindowClose } from "./dialog-window";
import { onDemand } from "./on-demand";
import { useWindow } from "./open-part";

const parts = onDemand(() => import("./dialog-window"));

/** A dialog over the page, for a form say. It scrolls inside when the screen is small; Escape closes it. */
export function Dialog(props: DialogProps) {
  const loaded = useWindow(parts, props.open, () => props.onOpenChange(false));
  return loaded && <loaded.DialogWindow {...props} />;
}

export function DialogClose(props: ComponentProps<typeof WindowClose>) {
  const loaded = parts.use();
  return loaded && <loaded.DialogClose {...props} />;
}
