import type { NotificationType, ThreadAction } from "#lib/contract/notifications.ts";
import { type Sql, sql } from "../db/sql";

/**
 * The recipients of an act on a thread: everyone who takes part except the one who acts. The one place where this is decided.
 * @returns user ids
 */
export function recipientsOf(_action: ThreadAction, participants: { userId: string }[], actorId: string): string[] {
  return participants.map((participant) => participant.userId).filter((userId) => userId !== actorId);
}

/** Whether `who`, an SQL value of a user id, wants this notification: the thread is not muted and the type not switched off. */
export const accepts = (who: Sql, type: NotificationType, threadId: string | undefined): Sql => sql`
  NOT EXISTS (SELECT 1 FROM notification_preferences p WHERE p.user_id = ${who} AND p.type = ${type} AND NOT p.in_app)
  AND NOT EXISTS (SELECT 1 FROM muted_threads m WHERE m.user_id = ${who} AND m.thread_id = ${threadId ?? null}::uuid)`;
