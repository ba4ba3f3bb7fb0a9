"use client";
import { onDemand } from "../ui/on-demand";

const parts = onDemand(() => import("./flusher"));

/**
 * Sends what was written offline as soon as any page of ours is open and connected, and says so. Also shows what the server refused after
 * its page was left. Mount it once.
 */
export function OutboxFlusher() {
  const loaded = parts.use();
  return loaded && <loaded.Flusher />;
}
