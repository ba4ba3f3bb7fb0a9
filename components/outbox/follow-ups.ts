"use client";
import { useOnNotification } from "../live/realtime-provider";
import { keepOpen } from "./resolving";

/**
 * Leaves a question open when its student writes while *Resolve* can still be undone, so that nothing unread is resolved. Mount it once.
 */
export function FollowUps({ teaches }: { /** The reader answers questions. */ teaches: boolean }) {
  useOnNotification(({ type, payload }) => {
    if (teaches && type === "thread/discussion" && payload.action === "message_added") keepOpen(payload.threadId);
  });
  return null;
}
