"use client";
import { useOnNotification } from "../live/realtime-provider";
import { cancelResolve } from "./resolving";

/**
 * Leaves a question open when someone writes in it while *Resolve* can still be undone, so that nothing unread is resolved. Mount it once.
 */
export function CancelResolveOnReply() {
  useOnNotification(({ type, payload }) => {
    if (type === "thread/discussion" && payload.action === "message_added") cancelResolve(payload.threadId);
  });
  return null;
}
