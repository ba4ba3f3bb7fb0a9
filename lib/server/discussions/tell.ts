import { limits } from "#lib/contract/limits.ts";
import type { ThreadAction, ThreadDiscussionPayload } from "#lib/contract/notifications.ts";
import type { Unit } from "../commit";
import { sql } from "../db/sql";
import { courseChanged } from "../events/outbound";
import type { InboxWrite } from "../notifications/inbox-changes";
import { recipientsOf } from "../notifications/recipients";
import { participantsOf } from "./access";
import type { ThreadRow } from "./thread-rows";

/** The first 150 code points. */
export const preview = (text: string) => [...text].slice(0, limits.previewLength).join("");

type Act = { action: ThreadAction; actor: { id: string; name: string }; at: Date; messageId?: string; text?: string; version: number };

/**
 * Makes lists that show the thread load again: in the author's other tabs, and for participants whose inbox got nothing (a muted thread, a
 * reopened one). Called after the inboxes have changed, because it looks at what was emitted so far.
 */
export function invalidateLists(
  { emit, emitted }: Unit,
  thread: Pick<ThreadRow, "student_id" | "lecturer_id" | "course_id" | "video_id">,
  actorId: string,
): void {
  const told = new Set(emitted.map((outbound) => (outbound.to === "user" ? outbound.userId : null)));
  for (const { userId } of participantsOf(thread))
    if (userId === actorId || !told.has(userId)) emit(courseChanged(thread.course_id, { videoId: thread.video_id, userId }));
}

/** The inbox change by which someone has read all of a thread. */
export const readOf = (threadId: string, userId: string): InboxWrite => ({
  userId,
  kind: "read",
  rows: sql`n.thread_id = ${threadId}::uuid`,
  about: { threadId },
});

/** The inbox changes that notify everyone concerned of an act on a thread (docs/contract.md section 5). */
export function threadNotifications(thread: ThreadRow, act: Act): InboxWrite[] {
  const payload: ThreadDiscussionPayload = {
    action: act.action,
    threadId: thread.id,
    videoId: thread.video_id,
    videoTitle: thread.video_title,
    ...(act.action === "thread_created" && { questionPreview: preview(act.text ?? "") }),
    ...(act.action === "message_added" && { messagePreview: preview(act.text ?? "") }),
    authorName: act.actor.name,
    timestamp: act.at.toISOString(),
  };
  return recipientsOf(act.action, participantsOf(thread), act.actor.id).map((userId) => ({
    userId,
    kind: "add",
    notification: {
      type: "thread/discussion",
      payload,
      threadId: thread.id,
      ...(act.messageId && { messageId: act.messageId }),
      threadVersion: act.version,
      counted: act.action !== "thread_read",
    },
  }));
}
