import { setTimeout as sleep } from "node:timers/promises";
import { commit } from "../commit";
import { read, type Sql, sql } from "../db/sql";
import { addToMany, notYetNotified, removeFromMany, rewriteForMany, type SubjectNotification } from "./many-inboxes";

/**
 * How many inboxes one transaction changes. It keeps them locked, and the whole embedded database, for a moment only. With 500, ten
 * thousand people are notified in half the time (1.7 s), but other people's replies take up to three times as long meanwhile.
 */
export const inboxesPerBatch = 150;
/** The pause between two batches, in ms, in which others come first. */
const pauseMs = 10;

type Batches = { signal: AbortSignal };

/**
 * Notifies everyone whom `recipients` names (a query with a column `user_id`), in batches. Can be stopped at any point. Started again, it
 * goes on with those who have no notification yet, so nobody gets two. `subject` is a query that locks the row of the subject FOR SHARE;
 * when it finds none any more, the rest is left out.
 */
export async function notifyMany(
  notification: SubjectNotification,
  { recipients, subject, signal }: Batches & { recipients: Sql; subject: Sql },
): Promise<void> {
  await inBatches(signal, async (after) => {
    const userIds = await userIdsOf(sql`
      SELECT r.user_id FROM (${recipients}) r WHERE ${isAfter(sql`r.user_id`, after)} AND ${notYetNotified(sql`r.user_id`, notification)}
      ORDER BY r.user_id LIMIT ${inboxesPerBatch}`);
    if (userIds.length === 0) return null;
    return commit(async (unit) => {
      const there = await unit.tx.$queryRaw<unknown[]>(subject);
      if (there.length === 0) return null;
      await addToMany(unit, userIds, notification);
      return userIds;
    });
  });
}

/** Retracts, in batches, the notifications without a thread that match a condition over `notifications n`. */
export async function retractMany(rows: Sql, { signal }: Batches): Promise<void> {
  await inBatches(signal, async (after) => {
    const userIds = await userIdsOf(sql`
      SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${isAfter(sql`n.user_id`, after)} AND ${rows}
      ORDER BY n.user_id LIMIT ${inboxesPerBatch}`);
    if (userIds.length === 0) return null;
    await commit((unit) => removeFromMany(unit, userIds, rows));
    return userIds;
  });
}

/** Changes, in batches, the words of notifications that match a condition over `notifications n`. `payload` is an expression over `n`. */
export async function rewriteMany(rows: Sql, payload: Sql, { signal }: Batches): Promise<void> {
  await inBatches(signal, async (after) => {
    const userIds = await userIdsOf(sql`
      SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${isAfter(sql`n.user_id`, after)} AND ${rows}
      ORDER BY n.user_id LIMIT ${inboxesPerBatch}`);
    if (userIds.length === 0) return null;
    await commit((unit) => rewriteForMany(unit, userIds, rows, payload));
    return userIds;
  });
}

/**
 * Runs `step` with the last id of the step before, in order of user ids, until it returns null.
 * @throws the reason of `signal` when stopped
 */
export async function inBatches(signal: AbortSignal, step: (after: string | undefined) => Promise<string[] | null>): Promise<void> {
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const userIds = await step(after);
    if (!userIds) return;
    after = userIds.at(-1);
    await sleep(pauseMs);
  }
}

export const isAfter = (column: Sql, after: string | undefined): Sql => (after ? sql`${column} > ${after}::uuid` : sql`true`);
export const userIdsOf = async (statement: Sql) => (await read<{ user_id: string }>(statement)).map((row) => row.user_id);
