import { setTimeout as sleep } from "node:timers/promises";
import { commit } from "../commit";
import { read, type Sql, sql } from "../db/sql";
import { addToMany, notYetNotified, removeFromMany, type SubjectNotification } from "./many-inboxes";

/**
 * So many inboxes are changed in one transaction: what it locks, and on the embedded database everybody, waits a moment only. With 500 ten
 * thousand are told in half the time (1.7 s), but other people's replies then take up to three times as long meanwhile.
 */
const inboxesPerBatch = 150;
/** Between two batches others come first, in ms. */
const pauseMs = 10;

type Batches = { signal: AbortSignal };

/**
 * Tells everybody whom `recipients` names (a query with a column `user_id`), in batches. Stopped at any point and started again it goes on
 * with who has not been told, and tells nobody twice. `subject` is a query that locks the row that is told of, FOR SHARE: when it finds
 * none any more, nobody else is told.
 */
export async function notifyMany(
  notification: SubjectNotification,
  { recipients, subject, signal }: Batches & { recipients: Sql; subject: Sql },
): Promise<void> {
  await inBatches(signal, async (after) => {
    const userIds = await idsOf(sql`
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

/** Takes back from everybody, in batches, what belongs to no thread and a condition over `notifications n` means. */
export async function retractMany(rows: Sql, { signal }: Batches): Promise<void> {
  await inBatches(signal, async (after) => {
    const userIds = await idsOf(sql`
      SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${isAfter(sql`n.user_id`, after)} AND ${rows}
      ORDER BY n.user_id LIMIT ${inboxesPerBatch}`);
    if (userIds.length === 0) return null;
    await commit((unit) => removeFromMany(unit, userIds, rows));
    return userIds;
  });
}

/** Runs `step` with the last id of the step before, in order of user ids, until it gives none. @throws what stopped it */
async function inBatches(signal: AbortSignal, step: (after: string | undefined) => Promise<string[] | null>): Promise<void> {
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const userIds = await step(after);
    if (!userIds) return;
    after = userIds.at(-1);
    await sleep(pauseMs);
  }
}

const isAfter = (column: Sql, after: string | undefined): Sql => (after ? sql`${column} > ${after}::uuid` : sql`true`);
const idsOf = async (statement: Sql) => (await read<{ user_id: string }>(statement)).map((row) => row.user_id);
