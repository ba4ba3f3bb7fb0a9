"use client";
import { onDemand } from "../ui/on-demand";

const parts = onDemand(() => import("./offline-links-part"));

/** Keeps the page when a link is followed without a network, as soon as the page is idle for the first time. Mount it once. */
export function OfflineLinks() {
  const loaded = parts.use();
  return loaded && <loaded.OfflineLinksPart />;
}
