"use client";
import { onDemand } from "../ui/on-demand";

const parts = onDemand(() => import("./running-uploads"));

/** Shows running uploads above every page. Mount it once: it also restores uploads of an earlier page, and asks before the tab closes. */
export function UploadStatus() {
  const loaded = parts.use();
  return loaded && <loaded.RunningUploads />;
}
