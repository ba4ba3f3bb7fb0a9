import { setTimeout as sleep } from "node:timers/promises";
import { commit } from "../commit";
import { currentDatabase } from "../db/client";
import { read, type Sql, sql } from "../db/sql";
import { transactionsStarted } from "../db/transaction";
import { addToMany, removeFromMany, rewriteForMany, type SubjectNotification } from "./many-inboxes";

/**
 * How many inboxes one transaction changes: few while others write in this process, or on the embedded database, which is locked as a
 * whole; more while nobody does. With 500, others' replies took up to three times as long meanwhile.
 */
export const inboxesPerBatch = { few: 150, many: 600 };
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
  await inBatches({ people: recipients, signal }, (userIds) =>
    commit(async (unit) => {
      const there = await unit.tx.$queryRaw<unknown[]>(subject);
      if (there.length === 0) return false;
      await unit.last(() => addToMany(unit, userIds, notification));
      return true;
    }),
  );
}

const ownersOf = (rows: Sql): Sql => sql`SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${rows}`;

/** Retracts, in batches, the notifications without a thread that match a condition over `notifications n`. */
export async function retractMany(rows: Sql, { signal }: Batches): Promise<void> {
  await inBatches({ people: ownersOf(rows), signal }, async (userIds) => {
    await commit((unit) => removeFromMany(unit, userIds, rows));
    return true;
  });
}

/** Changes, in batches, the words of notifications that match a condition over `notifications n`. `payload` is an expression over `n`. */
export async function rewriteMany(rows: Sql, payload: Sql, { signal }: Batches): Promise<void> {
  await inBatches({ people: ownersOf(rows), signal }, async (userIds) => {
    await commit((unit) => rewriteForMany(unit, userIds, rows, payload));
    return true;
  });
}

/** Does what is to be done for these people. @returns false when the rest is to be left out */
type Act = (userIds: string[]) => Promise<boolean>;

/**
 * Runs `act` with everybody whom `people` names (a query with a column `user_id`, each person once), in batches in the order of ids. Reads
 * who is next while the batch before is written. `act` begins at most one transaction, so that any further one is somebody else's.
 * @param canGrow false where a batch keeps others from writing: it has few people then
 * @throws the reason of `signal` when stopped
 */
export async function inBatches(
  { people, signal, canGrow = !currentDatabase().embedded }: Batches & { people: Sql; canGrow?: boolean },
  act: Act,
): Promise<void> {
  let size: keyof typeof inboxesPerBatch = "few";
  const following = (after: string | undefined) => {
    const isAfter = after ? sql`WHERE p.user_id > ${after}::uuid` : sql``;
    const rows = read<{ user_id: string }>(
      sql`SELECT p.user_id FROM (${people}) p ${isAfter} ORDER BY p.user_id LIMIT ${inboxesPerBatch[size]}`,
    );
    // When `act` fails, nobody waits for it any more.
    rows.catch(() => undefined);
    return rows;
  };
  for (let next = following(undefined); ; ) {
    const userIds = (await next).map((row) => row.user_id);
    if (userIds.length === 0) return;
    signal.throwIfAborted();
    const before = transactionsStarted();
    next = following(userIds.at(-1));
    if (!(await act(userIds))) return;
    await sleep(pauseMs[size]);
    size = canGrow && transactionsStarted() - before <= 1 ? "many" : "few";
  }
}
