"use client";
import { useEffect } from "react";
import { onDemand } from "../ui/on-demand";

const parts = onDemand(() => import("./offline-links-part"));

/** Keeps the page when a link is followed without a network. Does so as soon as the page can answer a press at all. Mount it once. */
export function OfflineLinks() {
  const loaded = parts.use();
  // At once, and not with the first pause. After a failure it comes with that.
  useEffect(() => void parts.load().catch(() => undefined), []);
  return loaded && <loaded.OfflineLinksPart />;
}
