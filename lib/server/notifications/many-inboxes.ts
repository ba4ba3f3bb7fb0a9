import { v7 as uuid } from "uuid";
import type { Notification, NotificationType, PayloadOf } from "#lib/contract/notifications.ts";
import type { Unit } from "../commit";
import type { Tx } from "../db/client";
import { type Sql, sql } from "../db/sql";
import { countsOfMany } from "./counts";
import { afterNewest, lockInboxes } from "./inbox-changes";
import { accepts } from "./recipients";

/** A notification of something other than a thread. Each recipient gets it once, however often it is tried. */
export type SubjectNotification = {
  [Type in Exclude<NotificationType, "thread/discussion">]: { type: Type; payload: PayloadOf[Type]; subjectId: string };
}[Exclude<NotificationType, "thread/discussion">];

/**
 * Does what `changeInboxes` does, for one notification and many recipients. Takes as many statements for one as for hundreds. Skips people
 * who have it already or do not want such notifications.
 */
export async function addToMany({ tx, emit }: Unit, userIds: string[], { type, payload, subjectId }: SubjectNotification): Promise<void> {
  await lockInboxes(tx, userIds);
  // After the locks, so that this statement sees what another run has written.
  const rows = await tx.$queryRaw<{ id: string; user_id: string; seq: bigint; created_at: Date }[]>`
    WITH due AS (
      SELECT u.id, u.user_id FROM unnest(${userIds.map(() => uuid())}::uuid[], ${userIds}::uuid[]) AS u(id, user_id)
      WHERE ${accepts(sql`u.user_id`, type, undefined)} AND ${notYetNotified(sql`u.user_id`, { type, subjectId })}
    ), raised AS (
      UPDATE inbox i SET seq = i.seq + 1 FROM due WHERE i.user_id = due.user_id RETURNING due.id, i.user_id, i.seq
    )
    INSERT INTO notifications (id, user_id, type, payload, subject_id, created_at, seq)
    SELECT raised.id, raised.user_id, ${type}, ${JSON.stringify(payload)}::jsonb, ${subjectId}::uuid,
           ${afterNewest(sql`raised.user_id`, new Date(payload.timestamp))}, raised.seq
    FROM raised
    RETURNING id, user_id, seq, created_at`;
  const countsAt = await countsOfMany(
    tx,
    rows.map((row) => row.user_id),
  );
  for (const { id, user_id: userId, seq, created_at } of rows) {
    const row = { id, type, payload, timestamp: created_at.toISOString(), read: false, seq: Number(seq) } as Notification;
    const { counts, epoch } = countsAt(userId);
    emit({ to: "user", userId, event: "notification", body: { ...row, epoch, counts } });
  }
}

/**
 * Whether `who`, a qualified column, has no notification of a subject yet. Not by NOT EXISTS: for a new subject the planner has no figures,
 * expects no rows, and compares everybody with everybody. A sub-select looks each person up in the index.
 */
export const notYetNotified = (who: Sql, { type, subjectId }: Pick<SubjectNotification, "type" | "subjectId">): Sql => sql`
  (SELECT told.id FROM notifications told
   WHERE told.subject_id = ${subjectId}::uuid AND told.type = ${type} AND told.user_id = ${who}) IS NULL`;

/**
 * Does what `changeInboxes` does, for removing notifications from many people: those that match a condition over `notifications n`. Makes
 * one change for each person. The caller has locked the rows of the threads concerned.
 */
export async function removeFromMany({ tx, emit }: Unit, userIds: string[], rows: Sql): Promise<void> {
  await lockInboxes(tx, userIds);
  const removed = await tx.$queryRaw<{ id: string; user_id: string; thread_id: string | null }[]>`
    UPDATE notifications n SET removed_at = ${new Date()}::timestamptz, seq = i.seq + 1 FROM inbox i
    WHERE i.user_id = n.user_id AND n.user_id = ANY(${userIds}::uuid[]) AND n.removed_at IS NULL AND ${rows}
    RETURNING n.id, n.user_id, n.thread_id`;
  const idsOf = new Map<string, string[]>();
  for (const row of removed) idsOf.set(row.user_id, [...(idsOf.get(row.user_id) ?? []), row.id]);
  const touched = [...idsOf.keys()];
  await tx.$executeRaw`UPDATE inbox SET seq = seq + 1 WHERE user_id = ANY(${touched}::uuid[])`;
  await recomputeUnreadFlags(tx, [...new Set(removed.flatMap((row) => row.thread_id ?? []))]);
  const countsAt = await countsOfMany(tx, touched);
  for (const [userId, ids] of idsOf) emit({ to: "user", userId, event: "notifications:removed", body: { ids, ...countsAt(userId) } });
}

/** Sets both flags of these threads to what the notifications say. */
async function recomputeUnreadFlags(tx: Tx, threadIds: string[]): Promise<void> {
  if (threadIds.length === 0) return;
  const isUnread = (who: Sql) => sql`EXISTS (SELECT 1 FROM notifications n WHERE n.user_id = ${who} AND n.thread_id = t.id
    AND n.counted AND n.removed_at IS NULL AND n.read_at IS NULL)`;
  await tx.$executeRaw`
    UPDATE threads t SET student_unread = ${isUnread(sql`t.student_id`)}, lecturer_unread = ${isUnread(sql`t.lecturer_id`)}
    WHERE t.id = ANY(${threadIds}::uuid[])`;
}
