import { setTimeout as sleep } from "node:timers/promises";
import { commit } from "../commit";
import { held } from "../db/client";
import { read, type Sql, sql } from "../db/sql";
import { begunTransactions } from "../db/transaction";
import { addToMany, removeFromMany, rewriteForMany, type SubjectNotification } from "./many-inboxes";

/**
 * How many inboxes one transaction changes: few while others write in this process, or on the embedded database, which is locked as a
 * whole; more while nobody does. With 500, others' replies took up to three times as long meanwhile.
 */
export const inboxesPerBatch = { few: 150, many: 300 };
/** The pause between two batches, in ms, in which others come first. */
const pauseMs = { few: 10, many: 1 };

type Batches = { signal: AbortSignal };

/**
 * Notifies everyone whom `recipients` names (a query with a column `user_id`), in batches. Can be stopped at any point. Started again, it
 * passes over those who have the notification already, so nobody gets two. `subject` is a query that locks the row of the subject FOR
 * SHARE; when it finds none any more, the rest is left out.
 */
export async function notifyMany(
  notification: SubjectNotification,
  { recipients, subject, signal }: Batches & { recipients: Sql; subject: Sql },
): Promise<void> {
  await inBatches(signal, async (after, most) => {
    const userIds = await userIdsOf(sql`
      SELECT r.user_id FROM (${recipients}) r WHERE ${isAfter(sql`r.user_id`, after)} ORDER BY r.user_id LIMIT ${most}`);
    if (userIds.length === 0) return null;
    return commit(async (unit) => {
      const there = await unit.tx.$queryRaw<unknown[]>(subject);
      if (there.length === 0) return null;
      await unit.last(() => addToMany(unit, userIds, notification));
      return userIds;
    });
  });
}

/** Retracts, in batches, the notifications without a thread that match a condition over `notifications n`. */
export async function retractMany(rows: Sql, { signal }: Batches): Promise<void> {
  await inBatches(signal, async (after, most) => {
    const userIds = await userIdsOf(sql`
      SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${isAfter(sql`n.user_id`, after)} AND ${rows}
      ORDER BY n.user_id LIMIT ${most}`);
    if (userIds.length === 0) return null;
    await commit((unit) => removeFromMany(unit, userIds, rows));
    return userIds;
  });
}

/** Changes, in batches, the words of notifications that match a condition over `notifications n`. `payload` is an expression over `n`. */
export async function rewriteMany(rows: Sql, payload: Sql, { signal }: Batches): Promise<void> {
  await inBatches(signal, async (after, most) => {
    const userIds = await userIdsOf(sql`
      SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${isAfter(sql`n.user_id`, after)} AND ${rows}
      ORDER BY n.user_id LIMIT ${most}`);
    if (userIds.length === 0) return null;
    await commit((unit) => rewriteForMany(unit, userIds, rows, payload));
    return userIds;
  });
}

export type Step = (after: string | undefined, most: number) => Promise<string[] | null>;

/**
 * Runs `step` with the last id of the step before and how many people it may take, in order of user ids, until it returns null. A step
 * begins at most one transaction, so that any further one is somebody else's.
 * @param mayGrow false where a step keeps others from writing: it takes few people then
 * @throws the reason of `signal` when stopped
 */
export async function inBatches(signal: AbortSignal, step: Step, mayGrow = !held().embedded): Promise<void> {
  let size: keyof typeof inboxesPerBatch = "few";
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const before = begunTransactions();
    const userIds = await step(after, inboxesPerBatch[size]);
    if (!userIds) return;
    after = userIds.at(-1);
    await sleep(pauseMs[size]);
    size = mayGrow && begunTransactions() - before <= 1 ? "many" : "few";
  }
}

export const isAfter = (column: Sql, after: string | undefined): Sql => (after ? sql`${column} > ${after}::uuid` : sql`true`);
export const userIdsOf = async (statement: Sql) => (await read<{ user_id: string }>(statement)).map((row) => row.user_id);
