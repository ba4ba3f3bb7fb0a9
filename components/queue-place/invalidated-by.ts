import type { InvalidatedBy } from "../live/queries";

/** The news that changes the queue. */
export const queueInvalidatedBy: InvalidatedBy = (event) => {
  if (event.kind === "notification")
    return event.notification.type === "thread/discussion" && event.notification.payload.action !== "thread_read";
  // Removed: withdrawn; or answered, resolved or reopened by ourselves in another tab; or the course is another one's now.
  return event.kind === "removed" || event.kind === "course" || event.kind === "caught_up";
};
