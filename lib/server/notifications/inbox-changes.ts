import { v7 as uuid } from "uuid";
import type { CountsAt, NotificationType, PayloadOf } from "#lib/contract/notifications.ts";
import type { Unit } from "../commit";
import { anyOfIds, type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import type { OutboundEvent } from "../events/bus";
import { type CountsRow, countsOf, countsOfMany, toCounts } from "./counts";
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
 * the owner of the inbox. One notification for several people, with one payload, is written by as many statements as for two. All
 * statements are sent before the first answer is waited for, so this can be the last act of a unit (`unit.last`).
 */
export async function changeInboxes(unit: Unit, changes: InboxWrite[]): Promise<void> {
  const inOrder = changes.toSorted((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0));
  const shared = sharedNotifications(changes);
  const together = new Set(shared.flatMap(({ userIds }) => userIds));
  const ids = inOrder.map(({ userId }) => userId);
  // An `add` by itself locks the inbox as it raises its `seq`.
  const needsLock = inOrder.some(({ kind }) => kind !== "add") || ids.length > 1;
  const apart = inOrder.filter(({ kind, userId }) => kind !== "add" || !together.has(userId));
  // The lock among them: a promise that nobody waits for yet would end the process if it failed.
  const events = await Promise.all([
    needsLock ? lockInboxes(unit.tx, ids).then(() => []) : [],
    ...apart.map((change) => apply(unit.tx, change)),
    ...shared.map(({ userIds, notification }) => addForAll(unit.tx, userIds, notification)),
  ]);
  unit.emit(...events.flat());
}

type Shared = { userIds: string[]; notification: NewNotification };

/** The notifications that several people get by these changes. None when somebody gets more than one. */
function sharedNotifications(changes: InboxWrite[]): Shared[] {
  const adds = changes.flatMap((change) => (change.kind === "add" ? [change] : []));
  if (new Set(adds.map(({ userId }) => userId)).size < adds.length) return [];
  const byPayload = new Map<unknown, Shared>();
  for (const { userId, notification } of adds) {
    const { userIds } = byPayload.get(notification.payload) ?? { userIds: [] };
    byPayload.set(notification.payload, { userIds: [...userIds, userId], notification });
  }
  return [...byPayload.values()].filter(({ userIds }) => userIds.length > 1);
}

/** Locks inboxes in order of user id. Needed only by an act that changes several in more than one call. */
export async function lockInboxes(tx: Tx, userIds: string[]): Promise<void> {
  await tx.$queryRaw`SELECT user_id FROM inbox WHERE user_id = ${anyOfIds(userIds)} ORDER BY user_id FOR UPDATE`;
}

/** Makes one change of a locked inbox. @returns the events that tell its owner */
async function apply(tx: Tx, change: InboxWrite): Promise<OutboundEvent[]> {
  const { userId } = change;
  const changing = change.kind === "add" ? add(tx, userId, change.notification) : updateRows(tx, change);
  // Of after the change: a connection answers in the order in which it was asked.
  const [changed, at] = await Promise.all([changing, countsNow(tx, userId)]);
  if (change.kind === "add") {
    const [row] = changed as NotificationRow[];
    if (!row || !at) return [];
    // `read` is false in every live event, receipts included.
    const body = { ...toNotification(row), read: false, epoch: at.epoch, counts: at.counts };
    return [{ to: "user", userId, event: "notification", body }];
  }
  const ids = changed.map(({ id }) => id);
  if (ids.length === 0 || !at) return [];
  if (change.kind === "remove") return [{ to: "user", userId, event: "notifications:removed", body: { ids, ...at } }];
  // No notification is sent again. A client that syncs finds the new words.
  if (change.kind === "rewrite") return [{ to: "user", userId, event: "notifications:head", body: { seq: at.seq, epoch: at.epoch } }];
  const about = change.kind === "read" && change.about ? change.about : { ids };
  return [{ to: "user", userId, event: "notifications:read", body: { ...about, read: change.kind === "read", ...at } }];
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

/** Adds a notification. No row when the person does not want to hear of it: nothing is written then. */
function add(tx: Tx, userId: string, notification: NewNotification): Promise<NotificationRow[]> {
  const now = new Date(notification.payload.timestamp);
  return tx.$queryRaw<NotificationRow[]>`
    WITH raised AS (
      UPDATE inbox SET seq = seq + 1
      WHERE user_id = ${userId}::uuid AND ${accepts(sql`${userId}::uuid`, notification.type, notification.threadId)}
      RETURNING seq)
    INSERT INTO notifications (id, user_id, type, payload, thread_id, message_id, thread_version, counted, created_at, read_at, seq)
    SELECT ${uuid()}::uuid, ${userId}::uuid, ${notification.type}, ${JSON.stringify(notification.payload)}::jsonb,
           ${notification.threadId ?? null}::uuid, ${notification.messageId ?? null}::uuid,
           ${notification.threadVersion ?? null}::int, ${notification.counted !== false},
           ${afterNewest(sql`${userId}::uuid`, now)}, ${notification.counted === false ? now : null}::timestamptz, raised.seq
    FROM raised
    RETURNING id, type, payload, created_at, read_at, seq`;
}

/** What one person's `add` does, for several whose inboxes are locked. @returns the events that tell them */
async function addForAll(tx: Tx, userIds: string[], notification: NewNotification): Promise<OutboundEvent[]> {
  const now = new Date(notification.payload.timestamp);
  const adding = tx.$queryRaw<(NotificationRow & { user_id: string })[]>`
    WITH due AS (
      SELECT u.id, u.user_id FROM unnest((SELECT ${userIds.map(() => uuid())}::uuid[]), (SELECT ${userIds}::uuid[])) AS u(id, user_id)
      WHERE ${accepts(sql`u.user_id`, notification.type, notification.threadId)}
    ), raised AS (
      UPDATE inbox i SET seq = i.seq + 1 FROM due WHERE i.user_id = due.user_id RETURNING due.id, i.user_id, i.seq
    )
    INSERT INTO notifications (id, user_id, type, payload, thread_id, message_id, thread_version, counted, created_at, read_at, seq)
    SELECT raised.id, raised.user_id, ${notification.type}, ${JSON.stringify(notification.payload)}::jsonb,
           ${notification.threadId ?? null}::uuid, ${notification.messageId ?? null}::uuid,
           ${notification.threadVersion ?? null}::int, ${notification.counted !== false},
           ${afterNewest(sql`raised.user_id`, now)}, ${notification.counted === false ? now : null}::timestamptz, raised.seq
    FROM raised
    RETURNING id, user_id, type, payload, created_at, read_at, seq`;
  const [rows, countsAt] = await Promise.all([adding, countsOfMany(tx, userIds)]);
  return rows.map((row) => {
    const { counts, epoch } = countsAt(row.user_id);
    return { to: "user", userId: row.user_id, event: "notification", body: { ...toNotification(row), read: false, epoch, counts } };
  });
}

/** Changes rows of a locked inbox, and raises its `seq` if there were any. @returns their ids */
function updateRows(tx: Tx, change: Exclude<InboxWrite, { kind: "add" }>): Promise<Touched[]> {
  const upTo = change.kind === "read" ? change.about?.upToSeq : undefined;
  const { set, rows } = updateOf(change);
  return tx.$queryRaw`
    WITH own AS (SELECT seq + 1 AS seq FROM inbox WHERE user_id = ${change.userId}::uuid),
    touched AS (
      UPDATE notifications n SET ${set}${upTo === undefined ? sql`, seq = own.seq` : sql``} FROM own
      WHERE n.user_id = ${change.userId}::uuid AND n.removed_at IS NULL AND ${rows} RETURNING n.id),
    raised AS (
      UPDATE inbox SET seq = inbox.seq + 1${upTo === undefined ? sql`` : sql`, read_up_to = ${upTo}, read_up_to_seq = inbox.seq + 1`}
      WHERE user_id = ${change.userId}::uuid AND EXISTS (SELECT 1 FROM touched))
    SELECT id FROM touched`;
}

/** What a change sets, and the rows that it concerns. A mark-all is sent as a watermark, so its rows keep the `seq` they had. */
function updateOf(change: Exclude<InboxWrite, { kind: "add" }>): { set: Sql; rows: Sql } {
  const now = new Date();
  switch (change.kind) {
    case "read":
      return { set: sql`read_at = ${now}`, rows: sql`n.counted AND n.read_at IS NULL AND ${change.rows}` };
    case "unread":
      return { set: sql`read_at = NULL`, rows: sql`n.counted AND n.read_at IS NOT NULL AND ${change.rows}` };
    case "remove":
      return { set: sql`removed_at = ${now}`, rows: change.rows };
    case "rewrite":
      return { set: sql`payload = ${change.payload}`, rows: change.rows };
  }
}

/** Null for a person who is gone, with their inbox. */
async function countsNow(tx: Tx, userId: string): Promise<CountsAt | null> {
  const [row] = await tx.$queryRaw<CountsRow[]>(countsOf(userId));
  return row ? toCounts(row) : null;
}
