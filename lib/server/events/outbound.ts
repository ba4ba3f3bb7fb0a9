import type { Message, ThreadShared } from "#lib/contract/discussions";
import type { OutboundEvent } from "./bus";

/**
 * Has lists and pages that show the course ask again. Everybody may see the catalogue, so everybody hears it; `userId` keeps what is one
 * person's own (a question, an enrolment) to their other tabs.
 */
export function courseChanged(courseId: string, { videoId, userId }: { videoId?: string; userId?: string } = {}): OutboundEvent {
  const told = { event: "courses:changed" as const, body: { courseId, ...(videoId && { videoId }) } };
  return userId ? { to: "user", userId, ...told } : { to: "all", ...told };
}

/** Has these people's open pages ask again for what they show of others. */
export const usersChanged = (userIds: string[]): OutboundEvent[] =>
  userIds.map((userId) => ({ to: "user", userId, event: "users:changed", body: {} }));

/** Tells whoever reads the thread how it is now. */
export const threadUpdated = (thread: ThreadShared): OutboundEvent => ({
  to: "thread",
  threadId: thread.id,
  event: "thread:updated",
  body: { thread },
});

/** Tells whoever reads the thread of a message as it is now, new or edited; `version` is the thread's. */
export const threadMessage = (message: Message, version: number): OutboundEvent => ({
  to: "thread",
  threadId: message.thread_id,
  event: "thread:message",
  body: { message, version },
});

/** Tells whoever reads the thread that it is gone, or one message of it. */
export const threadRemoved = (body: { threadId: string; messageId?: string; version: number }): OutboundEvent => ({
  to: "thread",
  threadId: body.threadId,
  event: "thread:removed",
  body,
});
