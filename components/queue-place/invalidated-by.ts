import type { InvalidatedBy } from "../live/queries";

/** The news that changes the queue. */
export const queueInvalidatedBy: InvalidatedBy = (news) => {
  if (news.kind === "notification")
    return news.notification.type === "thread/discussion" && news.notification.payload.action !== "thread_read";
  // Removed: withdrawn; or answered, resolved or reopened by ourselves in another tab; or the course is another one's now.
  return news.kind === "removed" || news.kind === "course" || news.kind === "caught_up";
};
