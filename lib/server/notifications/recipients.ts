import type { NotificationType, ThreadAction } from "#lib/contract/notifications.ts";
import { type Sql, sql } from "../db/sql";

/** What of somebody in a thread decides whether they are told of an act there (discussions/thread-rows.ts, `Member`). */
type Member = {
  userId: string;
  part: "asker" | "lecturer" | "assistant" | "classmate";
  news: "all" | "mine" | "none" | null;
  wrote: boolean;
  claimed: boolean;
  level: "all" | "answers" | "none" | null;
};
type Act = {
  actorId: string;
  /** Whether who acts is on the staff of the course. */
  byStaff: boolean;
  /** Who was asked: the owner of the course, or who was named. */
  askedOf: string;
  /** Of `message_endorsed` and `message_accepted`: the author of the message. */
  authorId?: string;
};

/**
 * The recipients of an act on a thread, never who acts. The one place where this is decided. Whether they switched such notifications off
 * is looked up where they are written (`accepts`).
 * @returns user ids
 */
export function recipientsOf(action: ThreadAction, members: Member[], act: Act): string[] {
  return members.filter((member) => member.userId !== act.actorId && isNotified(action, member, act)).map((member) => member.userId);
}

function isNotified(action: ThreadAction, member: Member, { byStaff, askedOf, authorId }: Act): boolean {
  const isStaff = member.part === "lecturer" || member.part === "assistant";
  switch (action) {
    case "thread_created":
      return isStaff && member.news === "all";
    case "message_added":
      if (member.level !== null) return member.level === "all";
      if (!isStaff) return member.part === "asker" || member.wrote;
      if (byStaff) return member.wrote && member.news !== "none";
      return member.news === "all" || (member.news === "mine" && (member.wrote || member.claimed));
    // Between the asker and who answers; the staff who only look on have the queue.
    case "thread_resolved":
    case "thread_read":
      if (isStaff) return !byStaff && (member.wrote || member.userId === askedOf);
      return byStaff && member.part === "asker";
    case "message_endorsed":
    case "message_accepted":
      return member.userId === authorId;
    case "publish_asked":
      return member.part === "asker";
    // Told by a job (discussions/followers.ts), because a popular question has hundreds of followers.
    case "thread_answered":
      return false;
  }
}

/** Whether `who`, an SQL value of a user id, wants this notification: the thread is not muted and the type not switched off. */
export const accepts = (who: Sql, type: NotificationType, threadId: string | undefined): Sql => sql`
  NOT EXISTS (SELECT 1 FROM notification_preferences p WHERE p.user_id = ${who} AND p.type = ${type} AND NOT p.in_app)
  AND NOT EXISTS (SELECT 1 FROM muted_threads m WHERE m.user_id = ${who} AND m.thread_id = ${threadId ?? null}::uuid)`;
