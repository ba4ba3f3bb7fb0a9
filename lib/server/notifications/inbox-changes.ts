import { v7 as uuid } from "uuid";
import type { CountsAt, Notification, NotificationType, PayloadOf } from "#lib/contract/notifications.ts";
import type { Unit } from "../commit";
import type { Tx } from "../db/client";
import { type Sql, sql } from "../db/sql";
import { type CountsRow, countsOf, requireRow, toCounts } from "./counts";
import { accepts } from "./recipients";
import { type NotificationRow, toNotification } from "./to-notification";

/** What is written into one person's inbox. `threadVersion` is the version of the thread after the act. */
export type NewNotification<Type extends NotificationType = NotificationType> = {
  type: Type;
  payload: PayloadOf[Type];
  threadId?: string;
  messageId?: string;
  threadVersion?: number;
  /** False for a receipt: delivered, but stored as read, never listed or counted. */
  counted?: boolean;
};

/**
 * One change of one person's inbox. It raises `seq` by one however many rows it touches, and not at all if it touches none. `rows` is a
 * condition over `notifications n`.
 */
export type InboxWrite = { userId: string } & (
  | { kind: "add"; notification: NewNotification }
  | { kind: "read"; rows: Sql; about?: { threadId?: string; upToSeq?: number } }
  | { kind: "unread"; rows: Sql }
  | { kind: "remove"; rows: Sql }
  /**
   * Changes the words of rows. All of them are read, or all unread, because one event covers the whole change. `payload` is an expression.
   */
  | { kind: "rewrite"; rows: Sql; payload: Sql }
);

type Touched = { id: string; thread_id: string | null };

/**
 * Makes all changes in order of user id, which is the order in which inboxes are locked. The rows of the threads concerned must be locked
 * before (decision 0002). Sets the threads' flags from what is unread afterwards, and emits each change to the owner of the inbox.
 */
export async function changeInboxes(unit: Unit, changes: InboxWrite[]): Promise<void> {
  const inOrder = changes.toSorted((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0));
  for (const change of inOrder) await apply(unit, change);
}

/** Locks inboxes in order of user id. Needed only by an act that changes several in more than one call. */
export async function lockInboxes(tx: Tx, userIds: string[]): Promise<void> {
  await tx.$queryRaw`SELECT user_id FROM inbox WHERE user_id = ANY(${userIds}::uuid[]) ORDER BY user_id FOR UPDATE`;
}

async function apply({ tx, emit }: Unit, change: InboxWrite): Promise<void> {
  const { userId } = change;
  if (change.kind === "add") {
    const row = await add(tx, userId, change.notification);
    if (!row) return;
    const { counts, epoch } = await countsNow(tx, userId);
    return emit({ to: "user", userId, event: "notification", body: { ...row, epoch, counts } });
  }
  const [inbox] = await tx.$queryRaw<{ seq: bigint }[]>`SELECT seq FROM inbox WHERE user_id = ${userId}::uuid FOR UPDATE`;
  if (!inbox) return;
  const touched = await updateRows(tx, change, inbox.seq + 1n);
  if (touched.length === 0) return;
  const upTo = change.kind === "read" ? change.about?.upToSeq : undefined;
  await (upTo === undefined
    ? tx.$executeRaw`UPDATE inbox SET seq = seq + 1 WHERE user_id = ${userId}::uuid`
    : tx.$executeRaw`UPDATE inbox SET seq = seq + 1, read_up_to = ${upTo}, read_up_to_seq = seq + 1 WHERE user_id = ${userId}::uuid`);
  await recomputeUnreadFlags(tx, userId, [...new Set(touched.flatMap((row) => row.thread_id ?? []))]);
  const at = await countsNow(tx, userId);
  const ids = touched.map((row) => row.id);
  if (change.kind === "remove") return emit({ to: "user", userId, event: "notifications:removed", body: { ids, ...at } });
  // No notification is sent again. A client that syncs finds the new words.
  if (change.kind === "rewrite") return emit({ to: "user", userId, event: "notifications:head", body: { seq: at.seq, epoch: at.epoch } });
  const about = change.kind === "read" && change.about ? change.about : { ids };
  emit({ to: "user", userId, event: "notifications:read", body: { ...about, read: change.kind === "read", ...at } });
}

/**
 * The time at which a row is listed for something that happened at `at`. When the clock went back since the newest row was written, it is 1
 * ms after that row, so that the newest stays on top. `who` is the owner of the inbox.
 */
export const afterNewest = (who: Sql, at: Date): Sql => sql`
  greatest(${at}::timestamptz, (
    SELECT newest.created_at + interval '1 ms' FROM notifications newest
    WHERE newest.user_id = ${who} AND newest.counted AND newest.removed_at IS NULL AND newest.created_at > ${new Date()}::timestamptz
    ORDER BY newest.created_at DESC LIMIT 1))`;

/**
 * Adds a notification, and sets the flag of its thread in the same statement. Null when the person does not want to hear of it: nothing is
 * written then.
 */
async function add(tx: Tx, userId: string, given: NewNotification): Promise<Notification | null> {
  const now = new Date(given.payload.timestamp);
  const flagged =
    given.threadId && given.counted !== false
      ? sql`, flagged AS (
          UPDATE threads SET
            student_unread = student_unread OR student_id = ${userId}::uuid,
            lecturer_unread = lecturer_unread OR lecturer_id = ${userId}::uuid
          WHERE id = ${given.threadId}::uuid AND EXISTS (SELECT 1 FROM raised))`
      : sql``;
  const [row] = await tx.$queryRaw<NotificationRow[]>`
    WITH raised AS (
      UPDATE inbox SET seq = seq + 1
      WHERE user_id = ${userId}::uuid AND ${accepts(sql`${userId}::uuid`, given.type, given.threadId)}
      RETURNING seq)${flagged}
    INSERT INTO notifications (id, user_id, type, payload, thread_id, message_id, thread_version, counted, created_at, read_at, seq)
    SELECT ${uuid()}::uuid, ${userId}::uuid, ${given.type}, ${JSON.stringify(given.payload)}::jsonb, ${given.threadId ?? null}::uuid,
           ${given.messageId ?? null}::uuid, ${given.threadVersion ?? null}::int, ${given.counted !== false},
           ${afterNewest(sql`${userId}::uuid`, now)}, ${given.counted === false ? now : null}::timestamptz, raised.seq
    FROM raised
    RETURNING id, type, payload, created_at, read_at, seq`;
  // `read` is false in every live event, receipts included.
  return row ? { ...toNotification(row), read: false } : null;
}

function updateRows(tx: Tx, change: Exclude<InboxWrite, { kind: "add" }>, seq: bigint): Promise<Touched[]> {
  const now = new Date();
  const mine = sql`n.user_id = ${change.userId}::uuid AND n.removed_at IS NULL`;
  switch (change.kind) {
    case "read": {
      // A mark-all is sent as a watermark, so its rows keep the `seq` they had.
      const rowSeq = change.about?.upToSeq === undefined ? sql`${seq}` : sql`n.seq`;
      return tx.$queryRaw`
        UPDATE notifications n SET read_at = ${now}, seq = ${rowSeq}
        WHERE ${mine} AND n.counted AND n.read_at IS NULL AND ${change.rows}
        RETURNING n.id, n.thread_id`;
    }
    case "unread":
      return tx.$queryRaw`
        UPDATE notifications n SET read_at = NULL, seq = ${seq}
        WHERE ${mine} AND n.counted AND n.read_at IS NOT NULL AND ${change.rows}
        RETURNING n.id, n.thread_id`;
    case "remove":
      return tx.$queryRaw`
        UPDATE notifications n SET removed_at = ${now}, seq = ${seq} WHERE ${mine} AND ${change.rows} RETURNING n.id, n.thread_id`;
    case "rewrite":
      return tx.$queryRaw`
        UPDATE notifications n SET payload = ${change.payload}, seq = ${seq} WHERE ${mine} AND ${change.rows} RETURNING n.id, n.thread_id`;
  }
}

/** Sets this person's flag of the threads to what their notifications say. */
async function recomputeUnreadFlags(tx: Tx, userId: string, threadIds: string[]): Promise<void> {
  if (threadIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE threads t SET
      student_unread = CASE WHEN t.student_id = ${userId}::uuid THEN now_unread ELSE t.student_unread END,
      lecturer_unread = CASE WHEN t.lecturer_id = ${userId}::uuid THEN now_unread ELSE t.lecturer_unread END
    FROM (SELECT id, EXISTS (SELECT 1 FROM notifications n WHERE n.user_id = ${userId}::uuid AND n.thread_id = ids.id
                               AND n.counted AND n.removed_at IS NULL AND n.read_at IS NULL) AS now_unread
          FROM unnest(${threadIds}::uuid[]) AS ids(id)) settled
    WHERE t.id = settled.id`;
}

async function countsNow(tx: Tx, userId: string): Promise<CountsAt> {
  const [row] = await tx.$queryRaw<CountsRow[]>(countsOf(userId));
  return toCounts(requireRow(row));
}
