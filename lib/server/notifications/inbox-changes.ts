import { v7 as uuid } from "uuid";
import type { CountsAt, Notification, NotificationType, PayloadOf } from "#lib/contract/notifications.ts";
import type { Unit } from "../commit";
import type { Tx } from "../db/client";
import { type Sql, sql } from "../db/sql";
import { type CountsRow, countsOf, countsOfMany, requireRow, toCounts } from "./counts";
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

type Touched = { id: string };

/**
 * Makes all changes in order of user id, which is the order in which inboxes are locked. The rows of the threads concerned must be locked
 * before (decision 0002). Whether a thread is unread to somebody follows from the rows, by triggers (decision 0032). Emits each change to
 * the owner of the inbox. One notification for several people is written by as many statements as for two.
 */
export async function changeInboxes(unit: Unit, changes: InboxWrite[]): Promise<void> {
  const inOrder = changes.toSorted((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0));
  const shared = sharedNotification(changes);
  if (!shared) {
    for (const change of inOrder) await apply(unit, change);
    return;
  }
  await lockInboxes(
    unit.tx,
    inOrder.map(({ userId }) => userId),
  );
  for (const change of inOrder) if (change.kind !== "add") await apply(unit, change);
  await addForAll(unit, shared.userIds, shared.notification);
}

/** The notification that several people get by these changes, each of them once; null when there is no such. */
function sharedNotification(changes: InboxWrite[]): { userIds: string[]; notification: NewNotification } | null {
  const adds = changes.flatMap((change) => (change.kind === "add" ? [change] : []));
  const [first] = adds;
  const userIds = adds.map(({ userId }) => userId);
  if (!first || adds.length < 2 || new Set(userIds).size < adds.length) return null;
  const isSame = adds.every(
    ({ notification: { payload, ...rest } }) => payload === first.notification.payload && rest.type === first.notification.type,
  );
  return isSame ? { userIds, notification: first.notification } : null;
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

/** Adds a notification. Null when the person does not want to hear of it: nothing is written then. */
async function add(tx: Tx, userId: string, given: NewNotification): Promise<Notification | null> {
  const now = new Date(given.payload.timestamp);
  const [row] = await tx.$queryRaw<NotificationRow[]>`
    WITH raised AS (
      UPDATE inbox SET seq = seq + 1
      WHERE user_id = ${userId}::uuid AND ${accepts(sql`${userId}::uuid`, given.type, given.threadId)}
      RETURNING seq)
    INSERT INTO notifications (id, user_id, type, payload, thread_id, message_id, thread_version, counted, created_at, read_at, seq)
    SELECT ${uuid()}::uuid, ${userId}::uuid, ${given.type}, ${JSON.stringify(given.payload)}::jsonb, ${given.threadId ?? null}::uuid,
           ${given.messageId ?? null}::uuid, ${given.threadVersion ?? null}::int, ${given.counted !== false},
           ${afterNewest(sql`${userId}::uuid`, now)}, ${given.counted === false ? now : null}::timestamptz, raised.seq
    FROM raised
    RETURNING id, type, payload, created_at, read_at, seq`;
  // `read` is false in every live event, receipts included.
  return row ? { ...toNotification(row), read: false } : null;
}

/** What one person's `add` does, for several whose inboxes are locked. */
async function addForAll({ tx, emit }: Unit, userIds: string[], given: NewNotification): Promise<void> {
  const now = new Date(given.payload.timestamp);
  const rows = await tx.$queryRaw<(NotificationRow & { user_id: string })[]>`
    WITH due AS (
      SELECT u.id, u.user_id FROM unnest(${userIds.map(() => uuid())}::uuid[], ${userIds}::uuid[]) AS u(id, user_id)
      WHERE ${accepts(sql`u.user_id`, given.type, given.threadId)}
    ), raised AS (
      UPDATE inbox i SET seq = i.seq + 1 FROM due WHERE i.user_id = due.user_id RETURNING due.id, i.user_id, i.seq
    )
    INSERT INTO notifications (id, user_id, type, payload, thread_id, message_id, thread_version, counted, created_at, read_at, seq)
    SELECT raised.id, raised.user_id, ${given.type}, ${JSON.stringify(given.payload)}::jsonb, ${given.threadId ?? null}::uuid,
           ${given.messageId ?? null}::uuid, ${given.threadVersion ?? null}::int, ${given.counted !== false},
           ${afterNewest(sql`raised.user_id`, now)}, ${given.counted === false ? now : null}::timestamptz, raised.seq
    FROM raised
    RETURNING id, user_id, type, payload, created_at, read_at, seq`;
  const countsAt = await countsOfMany(
    tx,
    rows.map((row) => row.user_id),
  );
  for (const row of rows) {
    const { counts, epoch } = countsAt(row.user_id);
    emit({ to: "user", userId: row.user_id, event: "notification", body: { ...toNotification(row), read: false, epoch, counts } });
  }
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
        RETURNING n.id`;
    }
    case "unread":
      return tx.$queryRaw`
        UPDATE notifications n SET read_at = NULL, seq = ${seq}
        WHERE ${mine} AND n.counted AND n.read_at IS NOT NULL AND ${change.rows}
        RETURNING n.id`;
    case "remove":
      return tx.$queryRaw`
        UPDATE notifications n SET removed_at = ${now}, seq = ${seq} WHERE ${mine} AND ${change.rows} RETURNING n.id`;
    case "rewrite":
      return tx.$queryRaw`
        UPDATE notifications n SET payload = ${change.payload}, seq = ${seq} WHERE ${mine} AND ${change.rows} RETURNING n.id`;
  }
}

async function countsNow(tx: Tx, userId: string): Promise<CountsAt> {
  const [row] = await tx.$queryRaw<CountsRow[]>(countsOf(userId));
  return toCounts(requireRow(row));
}
