import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import type { CountsAt } from "#lib/contract/notifications.ts";
import { anyOfIds, inlineNumber, type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";

/** Whether notification `n`, an alias, counts as unread. The partial indexes of unread rows repeat it. */
export const isUnread = (n: Sql): Sql => sql`${n}.counted AND ${n}.removed_at IS NULL AND ${n}.read_at IS NULL`;

const cap = inlineNumber(limits.countCap);

/**
 * The columns of counts, over `inbox i`. Each part is capped and counted by a partial index of unread rows, so it costs the same at ten
 * rows and at a million.
 */
export const countColumns = (who: Sql): Sql => sql`
  i.seq, (SELECT epoch FROM installation) AS epoch,
    (SELECT count(*)::int FROM (SELECT 1 FROM thread_members m WHERE m.user_id = ${who} AND m.unread LIMIT ${cap}) own)
      AS unread_threads,
    (SELECT count(*)::int FROM (
      SELECT 1 FROM notifications n WHERE n.user_id = ${who} AND ${isUnread(sql`n`)} AND n.thread_id IS NULL LIMIT ${cap}) rest)
      AS elsewhere`;

/** A user's counts with the `seq` and `epoch` they belong to: one row of `seq, epoch, unread_threads, elsewhere`. */
export const countsOf = (userId: string): Sql =>
  sql`SELECT ${countColumns(sql`${userId}::uuid`)} FROM inbox i WHERE i.user_id = ${userId}::uuid`;

/** The counts of these users, in one statement, inside the transaction that changed them. */
export async function countsOfMany(tx: Tx, userIds: string[]): Promise<(userId: string) => CountsAt> {
  const rows = await tx.$queryRaw<(CountsRow & { user_id: string })[]>`
    SELECT i.user_id, ${countColumns(sql`i.user_id`)} FROM inbox i WHERE i.user_id = ${anyOfIds(userIds)}`;
  const byUser = new Map(rows.map((row) => [row.user_id, row]));
  return (userId) => toCounts(requireRow(byUser.get(userId)));
}

export type CountsRow = { seq: bigint | number; epoch: string; unread_threads: number; elsewhere: number };

/** The row of an inbox that this transaction has changed. @throws Error without one, which is a fault of ours and not of the caller */
export function requireRow(row: CountsRow | undefined): CountsRow {
  if (!row) throw new Error("a user without an inbox row");
  return row;
}

/** The caller's own row. @throws AppError unauthenticated without one: their account was deleted after they were let in */
export function requireOwnInbox<Row extends CountsRow>(row: Row | undefined): Row {
  if (!row) throw new AppError("unauthenticated", texts.invalidToken);
  return row;
}

export function toCounts(row: CountsRow): CountsAt {
  const cap = (count: number) => Math.min(limits.countCap, count);
  return {
    counts: { unread: cap(row.unread_threads + row.elsewhere), unread_threads: cap(row.unread_threads) },
    seq: Number(row.seq),
    epoch: row.epoch,
  };
}
