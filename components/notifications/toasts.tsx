"use client";
import { useEffect, useRef } from "react";
import { useOnCaughtUp, useOnNotification } from "../live/realtime-provider";
import { loadWithRetries, onDemand } from "../ui/on-demand";
import type { Early } from "./notification-toasts";

const parts = onDemand(() => import("./notification-toasts"));

/** The toasts of a page, of live notifications and of anything else that calls `toast`. Mount it once. */
export function Toasts() {
  const loaded = parts.use();
  const early = useRef<Early | null>({ rows: [], newCounts: [] });
  useOnNotification((row) => early.current?.rows.push(row));
  useOnCaughtUp((newCount) => early.current?.newCounts.push(newCount));
  // Not only when the page is idle: what happens now is told now.
  useEffect(() => loadWithRetries(parts), []);
  return loaded && <loaded.NotificationToasts early={early} />;
}
