import { limits } from "#lib/contract/limits.ts";
import type { ThreadAction, ThreadDiscussionPayload } from "#lib/contract/notifications.ts";
import type { Unit } from "../commit";
import { sql } from "../db/sql";
import { courseChanged, threadMessage, threadRemoved, threadUpdated } from "../events/outbound";
import type { InboxWrite } from "../notifications/inbox-changes";
import { recipientsOf } from "../notifications/recipients";
import { isStaff, threadPartOf } from "./access";
import type { MessageRow } from "./message-rows";
import { authorIn, forClassMessage, forClassThread, toMessage, toSharedThread } from "./project";
import type { LockedThread, ThreadRow } from "./thread-rows";

/** The first 150 code points. */
export const preview = (text: string) => [...text].slice(0, limits.previewLength).join("");

type Act = {
  action: ThreadAction;
  actor: { id: string; name: string };
  at: Date;
  messageId?: string;
  text?: string;
  version: number;
  /** Of `message_endorsed` and `message_accepted`: the author of the message. */
  authorId?: string;
};

/**
 * Makes lists that show the thread load again: in the author's other tabs, and for members whose inbox got nothing (a muted thread, a
 * reopened one). Called after the inboxes have changed, because it looks at what was emitted so far.
 */
export function invalidateLists({ emit, emitted }: Unit, thread: LockedThread, actorId: string): void {
  const notified = new Set(emitted.map((outbound) => (outbound.to === "user" ? outbound.userId : null)));
  const ids = new Set([actorId, ...thread.members.filter(({ part }) => part !== "classmate").map(({ userId }) => userId)]);
  for (const userId of ids)
    if (userId === actorId || !notified.has(userId))
      emit(courseChanged(thread.course_id, { ...(thread.video_id && { videoId: thread.video_id }), userId }));
}

/** The inbox change by which someone has read all of a thread. */
export const threadReadWrite = (threadId: string, userId: string): InboxWrite => ({
  userId,
  kind: "read",
  rows: sql`n.thread_id = ${threadId}::uuid`,
  about: { threadId },
});

/** What is stored of an act on a thread in the inboxes of those who are told of it (docs/contract.md section 5). */
export function payloadOf(thread: ThreadRow, act: Act): ThreadDiscussionPayload {
  return {
    action: act.action,
    threadId: thread.id,
    ...(thread.video_id && thread.video_title !== null && { videoId: thread.video_id, videoTitle: thread.video_title }),
    ...(act.action === "thread_created" && { questionPreview: preview(act.text ?? "") }),
    ...(act.action !== "thread_created" && act.text !== undefined && { messagePreview: preview(act.text) }),
    authorName: authorIn(thread, act.actor).name,
    timestamp: act.at.toISOString(),
    ...(act.messageId && { messageId: act.messageId }),
    ...(thread.video_timestamp_seconds !== null && { videoTimestampSeconds: thread.video_timestamp_seconds }),
  };
}

/**
 * The inbox changes that notify everyone concerned of an act on a thread (docs/contract.md sections 5 and 14), up to
 * `limits.notifiedAtOnce`. A job goes on with the others (`hasMoreRecipients`).
 */
export function threadNotifications(thread: LockedThread, act: Act): InboxWrite[] {
  const payload = payloadOf(thread, act);
  // One object for all who may reply, because those who get the same one are written together.
  const withReply = { ...payload, canReply: true as const };
  const classmates = new Set(thread.members.flatMap(({ userId, part }) => (part === "classmate" ? userId : [])));
  const canReply = (userId: string) => thread.kind === "question" && !classmates.has(userId);
  return recipients(thread, act)
    .slice(0, limits.notifiedAtOnce)
    .map((userId) => ({
      userId,
      kind: "add",
      notification: {
        type: "thread/discussion",
        payload: canReply(userId) ? withReply : payload,
        threadId: thread.id,
        ...(act.messageId && { messageId: act.messageId }),
        threadVersion: act.version,
        counted: act.action !== "thread_read",
      },
    }));
}

function recipients(thread: LockedThread, act: Act): string[] {
  return recipientsOf(act.action, thread.members, {
    actorId: act.actor.id,
    byStaff: isStaff(threadPartOf(thread, act.actor.id)),
    askedOf: thread.lecturer_id,
    ...(act.authorId && { authorId: act.authorId }),
  });
}

/** Whether a message has more recipients than the act itself notifies, so that a job has to go on. */
export const hasMoreRecipients = (thread: LockedThread, act: Act): boolean => recipients(thread, act).length > limits.notifiedAtOnce;

/** Sends a thread's present state to its readers. */
export function emitThread({ emit }: Unit, row: ThreadRow): void {
  emit(threadUpdated(toSharedThread(row)));
  const forClass = forClassThread(row);
  if (forClass) emit({ to: "class", threadId: row.id, event: "thread:updated", body: { thread: forClass } });
}

/** Sends a new or changed message to the readers of its thread. `version` is the thread's after the act. */
export function emitMessage({ emit }: Unit, message: MessageRow, thread: Pick<ThreadRow, "visibility">, version: number): void {
  emit(threadMessage(toMessage(message), version));
  const forClass = forClassMessage(message, thread);
  if (forClass) emit({ to: "class", threadId: message.thread_id, event: "thread:message", body: { message: forClass, version } });
}

/** Says to the readers of a thread that it, or one of its messages, is gone. */
export function emitRemoved(
  { emit }: Unit,
  body: { threadId: string; messageId?: string; version: number },
  { visibility }: Pick<ThreadRow, "visibility">,
): void {
  emit(threadRemoved(body));
  if (visibility === "class") emit({ to: "class", threadId: body.threadId, event: "thread:removed", body });
}
