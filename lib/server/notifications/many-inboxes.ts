import { v7 as uuid } from "uuid";
import type { Notification, NotificationType, PayloadOf, ThreadDiscussionPayload } from "#lib/contract/notifications.ts";
import type { Unit } from "../commit";
import { anyOfIds, type Sql, sql } from "../db/sql";
import { countsOfMany, isUnread } from "./counts";
import { afterNewest, lockInboxes } from "./inbox-changes";
import { accepts } from "./recipients";
import { type NotificationRow, toNotification } from "./to-notification";

/** A notification of something other than a thread. Each recipient gets it once, however often it is tried. */
export type SubjectNotification = {
  [Type in Exclude<NotificationType, "thread/discussion">]: { type: Type; payload: PayloadOf[Type]; subjectId: string };
}[Exclude<NotificationType, "thread/discussion">];

/**
 * Does what `changeInboxes` does, for one notification and many recipients. Takes as many statements for one as for hundreds. Skips people
 * who have it already or do not want such notifications.
 */
export async function addToMany({ tx, emit }: Unit, userIds: string[], { type, payload, subjectId }: SubjectNotification): Promise<void> {
  // Begins once the locks are there, so that it sees what another run has written.
  const adding = () => tx.$queryRaw<{ id: string; user_id: string; seq: bigint; created_at: Date }[]>`
    WITH due AS (
      SELECT u.id, u.user_id FROM unnest((SELECT ${userIds.map(() => uuid())}::uuid[]), (SELECT ${userIds}::uuid[])) AS u(id, user_id)
      WHERE ${accepts(sql`u.user_id`, type, undefined)} AND ${notYetNotified(sql`u.user_id`, { type, subjectId })}
    ), raised AS (
      UPDATE inbox i SET seq = i.seq + 1 FROM due WHERE i.user_id = due.user_id RETURNING due.id, i.user_id, i.seq
    )
    INSERT INTO notifications (id, user_id, type, payload, subject_id, created_at, seq)
    SELECT raised.id, raised.user_id, ${type}, ${JSON.stringify(payload)}::jsonb, ${subjectId}::uuid,
           ${afterNewest(sql`raised.user_id`, new Date(payload.timestamp))}, raised.seq
    FROM raised
    RETURNING id, user_id, seq, created_at`;
  const [, rows, countsAt] = await Promise.all([lockInboxes(tx, userIds), adding(), countsOfMany(tx, userIds)]);
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
const notYetNotified = (who: Sql, { type, subjectId }: Pick<SubjectNotification, "type" | "subjectId">): Sql => sql`
  (SELECT sent.id FROM notifications sent
   WHERE sent.subject_id = ${subjectId}::uuid AND sent.type = ${type} AND sent.user_id = ${who}) IS NULL`;

/**
 * Does what `changeInboxes` does, for removing notifications from many people: those that match a condition over `notifications n`. Makes
 * one change for each person. The caller has locked the rows of the threads concerned.
 */
export async function removeFromMany({ tx, emit }: Unit, userIds: string[], rows: Sql): Promise<void> {
  await lockInboxes(tx, userIds);
  const removed = await tx.$queryRaw<{ id: string; user_id: string }[]>`
    UPDATE notifications n SET removed_at = ${new Date()}::timestamptz, seq = i.seq + 1 FROM inbox i
    WHERE i.user_id = n.user_id AND n.user_id = ${anyOfIds(userIds)} AND n.removed_at IS NULL AND ${rows}
    RETURNING n.id, n.user_id`;
  const idsOf = new Map<string, string[]>();
  for (const row of removed) idsOf.set(row.user_id, [...(idsOf.get(row.user_id) ?? []), row.id]);
  const touched = [...idsOf.keys()];
  await tx.$executeRaw`UPDATE inbox SET seq = seq + 1 WHERE user_id = ${anyOfIds(touched)}`;
  const countsAt = await countsOfMany(tx, touched);
  for (const [userId, ids] of idsOf) emit({ to: "user", userId, event: "notifications:removed", body: { ids, ...countsAt(userId) } });
}

/**
 * Changes the words of many people's notifications: those that match a condition over `notifications n`. Nobody is notified again; a client
 * that syncs finds the new words. `payload` is an expression over `n`.
 */
export async function rewriteForMany({ tx, emit }: Unit, userIds: string[], rows: Sql, payload: Sql): Promise<void> {
  await lockInboxes(tx, userIds);
  const changed = await tx.$queryRaw<{ user_id: string }[]>`
    UPDATE notifications n SET payload = ${payload}, seq = i.seq + 1 FROM inbox i
    WHERE i.user_id = n.user_id AND n.user_id = ${anyOfIds(userIds)} AND n.removed_at IS NULL AND ${rows}
    RETURNING n.user_id`;
  const touched = [...new Set(changed.map((row) => row.user_id))];
  const heads = await tx.$queryRaw<{ user_id: string; seq: bigint; epoch: string }[]>`
    UPDATE inbox SET seq = seq + 1 WHERE user_id = ${anyOfIds(touched)}
    RETURNING user_id, seq, (SELECT epoch FROM installation) AS epoch`;
  for (const { user_id: userId, seq, epoch } of heads)
    emit({ to: "user", userId, event: "notifications:head", body: { seq: Number(seq), epoch } });
}

/** A notification of a message for people who follow its thread. */
export type FollowedMessage = { payload: ThreadDiscussionPayload; threadId: string; messageId: string; threadVersion: number };

/**
 * Notifies followers of a message. Somebody who has an unread notification of the thread's messages gets no second one: it says the new
 * message now, under the same id. Skips people who were notified of this message already, so it may run again. The caller has locked the
 * thread's row.
 */
export async function addOrRewrite({ tx, emit }: Unit, userIds: string[], message: FollowedMessage): Promise<void> {
  const { payload, threadId, messageId, threadVersion } = message;
  await lockInboxes(tx, userIds);
  const now = new Date(payload.timestamp);
  const json = JSON.stringify(payload);
  const rows = await tx.$queryRaw<(NotificationRow & { user_id: string })[]>`
    WITH due AS (
      SELECT u.id, u.user_id, (
          SELECT n.id FROM notifications n
          WHERE n.user_id = u.user_id AND n.thread_id = ${threadId}::uuid AND ${isUnread(sql`n`)}
            AND n.payload->>'action' IN ('message_added', 'thread_answered')
          ORDER BY n.created_at DESC LIMIT 1) AS told_id
      FROM unnest((SELECT ${userIds.map(() => uuid())}::uuid[]), (SELECT ${userIds}::uuid[])) AS u(id, user_id)
      WHERE ${accepts(sql`u.user_id`, "thread/discussion", threadId)} AND NOT EXISTS (
        SELECT 1 FROM notifications x
        WHERE x.user_id = u.user_id AND x.message_id = ${messageId}::uuid AND x.payload->>'action' = ${payload.action})
    ), raised AS (
      UPDATE inbox i SET seq = i.seq + 1 FROM due WHERE i.user_id = due.user_id RETURNING due.id, i.user_id, due.told_id, i.seq
    ), rewritten AS (
      UPDATE notifications n
      SET payload = ${json}::jsonb, message_id = ${messageId}::uuid, thread_version = ${threadVersion}::int, seq = raised.seq,
          created_at = ${afterNewest(sql`raised.user_id`, now)}
      FROM raised WHERE n.id = raised.told_id
      RETURNING n.id, n.user_id, n.type, n.payload, n.created_at, n.read_at, n.seq
    ), added AS (
      INSERT INTO notifications (id, user_id, type, payload, thread_id, message_id, thread_version, created_at, seq)
      SELECT raised.id, raised.user_id, 'thread/discussion', ${json}::jsonb, ${threadId}::uuid, ${messageId}::uuid, ${threadVersion}::int,
             ${afterNewest(sql`raised.user_id`, now)}, raised.seq
      FROM raised WHERE raised.told_id IS NULL
      RETURNING id, user_id, type, payload, created_at, read_at, seq
    )
    SELECT * FROM rewritten UNION ALL SELECT * FROM added`;
  const countsAt = await countsOfMany(
    tx,
    rows.map((row) => row.user_id),
  );
  for (const row of rows) {
    const { counts, epoch } = countsAt(row.user_id);
    emit({ to: "user", userId: row.user_id, event: "notification", body: { ...toNotification(row), read: false, epoch, counts } });
  }
}
