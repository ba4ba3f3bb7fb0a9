import type { Message, ThreadShared } from "#lib/contract/discussions.ts";
import type { OutboundEvent } from "./bus";

/**
 * Makes lists and pages that show the course load again. It goes to everybody, because everybody may see the catalogue. With `userId` it
 * goes only to that person's other tabs (a question, an enrolment).
 */
export function courseChanged(
  courseId: string,
  { videoId, userId, replaced }: { videoId?: string; userId?: string; replaced?: true } = {},
): OutboundEvent {
  const event = { event: "courses:changed" as const, body: { courseId, ...(videoId && { videoId }), ...(replaced && { replaced }) } };
  return userId ? { to: "user", userId, ...event } : { to: "all", ...event };
}

/** Makes these people's open pages load again what they show of others. */
export const usersChanged = (userIds: string[]): OutboundEvent[] =>
  userIds.map((userId) => ({ to: "user", userId, event: "users:changed", body: {} }));

/** Sends the thread's present state to its readers. */
export const threadUpdated = (thread: ThreadShared): OutboundEvent => ({
  to: "thread",
  threadId: thread.id,
  event: "thread:updated",
  body: { thread },
});

/** Sends a new or edited message to the readers of its thread. `version` is the thread's. */
export const threadMessage = (message: Message, version: number): OutboundEvent => ({
  to: "thread",
  threadId: message.thread_id,
  event: "thread:message",
  body: { message, version },
});

/** Says to the readers of a thread that it, or one of its messages, is gone. */
export const threadRemoved = (body: { threadId: string; messageId?: string; version: number }): OutboundEvent => ({
  to: "thread",
  threadId: body.threadId,
  event: "thread:removed",
  body,
});
