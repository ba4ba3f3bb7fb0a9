import { limits } from "#lib/contract/limits";
import type { CountsAt } from "#lib/contract/notifications";
import { type Sql, sql } from "../db/sql";

/**
 * A user's counts, capped so that they cost the same at ten rows and at a million, with the `seq` and `epoch` they belong to: one row
 * of `seq, epoch, unread_threads, elsewhere`. Each part is a partial index that holds only what is unread.
 */
export const countsOf = (userId: string): Sql => sql`
  SELECT i.seq, (SELECT epoch FROM installation) AS epoch,
    (SELECT count(*)::int FROM (SELECT 1 FROM threads WHERE student_id = ${userId}::uuid AND student_unread LIMIT ${limits.countCap}) asked)
    + (SELECT count(*)::int FROM (SELECT 1 FROM threads WHERE lecturer_id = ${userId}::uuid AND lecturer_unread LIMIT ${limits.countCap}) taught) AS unread_threads,
    (SELECT count(*)::int FROM (SELECT 1 FROM notifications
       WHERE user_id = ${userId}::uuid AND counted AND removed_at IS NULL AND read_at IS NULL AND thread_id IS NULL LIMIT ${limits.countCap}) rest) AS elsewhere
  FROM inbox i WHERE i.user_id = ${userId}::uuid`;

export type CountsRow = { seq: bigint | number; epoch: string; unread_threads: number; elsewhere: number };

export function toCounts(row: CountsRow | undefined): CountsAt {
  if (!row) throw new Error("a user without an inbox row");
  const cap = (count: number) => Math.min(limits.countCap, count);
  return {
    counts: { unread: cap(row.unread_threads + row.elsewhere), unread_threads: cap(row.unread_threads) },
    seq: Number(row.seq),
    epoch: row.epoch,
  };
}
