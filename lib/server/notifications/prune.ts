import { deleteInBatches } from "../db/delete-in-batches";
import { transaction } from "../db/transaction";
import { lockInboxes } from "./inbox-changes";

/** How long tombstones and receipts are kept, in days. A client that was away for longer gets a snapshot. */
const keepDays = 30;

/**
 * Deletes tombstones and receipts that are older than 30 days, in batches. Raises `inbox.floor` to the newest tombstone that goes, because
 * a delta from before it would leave a removed row on screen.
 * @returns the number of rows deleted
 */
export async function pruneNotifications(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - keepDays * 24 * 3600 * 1000);
  return deleteInBatches(500, (limit) =>
    transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string; user_id: string }[]>`
        SELECT id, user_id FROM notifications
        WHERE removed_at < ${before}::timestamptz OR (NOT counted AND created_at < ${before}::timestamptz) LIMIT ${limit}`;
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      await lockInboxes(tx, [...new Set(rows.map(({ user_id }) => user_id))]);
      await tx.$executeRaw`
        WITH gone AS (DELETE FROM notifications WHERE id = ANY(${ids}::uuid[]) RETURNING user_id, seq, removed_at)
        UPDATE inbox i SET floor = greatest(i.floor, newest.seq)
        FROM (SELECT user_id, max(seq) AS seq FROM gone WHERE removed_at IS NOT NULL GROUP BY user_id) newest
        WHERE i.user_id = newest.user_id`;
      return rows.length;
    }),
  );
}
