import type { NotificationType, ThreadAction } from "#lib/contract/notifications";
import { type Sql, sql } from "../db/sql";

/**
 * Who is told of an act on a thread: everyone who takes part but the one who did it. The one place where this is decided.
 * @returns user ids
 */
export function recipientsOf(_action: ThreadAction, participants: { userId: string }[], actorId: string): string[] {
  return participants.map((participant) => participant.userId).filter((userId) => userId !== actorId);
}

/** Whether someone (an SQL value, their id) wants to hear of it at all: not of a thread they have muted, nor of a type they have switched off. */
export const accepts = (who: Sql, type: NotificationType, threadId: string | undefined): Sql => sql`
  NOT EXISTS (SELECT 1 FROM notification_preferences p WHERE p.user_id = ${who} AND p.type = ${type} AND NOT p.in_app)
  AND NOT EXISTS (SELECT 1 FROM muted_threads m WHERE m.user_id = ${who} AND m.thread_id = ${threadId ?? null}::uuid)`;
