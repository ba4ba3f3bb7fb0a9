"use client";
import { useOnNotification, useUser } from "../live/realtime-provider";
import { keepOpen } from "./resolving";

/**
 * Leaves a question open when its student writes while *Resolve* can still be undone, so that nothing unread is resolved. Mount it once.
 */
export function FollowUps() {
  const { role } = useUser();
  useOnNotification(({ type, payload }) => {
    if (role === "lecturer" && type === "thread/discussion" && payload.action === "message_added") keepOpen(payload.threadId);
  });
  return null;
}
