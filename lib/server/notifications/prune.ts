import { transaction } from "../db/client";
import { lockInboxes } from "./inbox-changes";

/** How long tombstones and receipts are kept, in days: who was away for longer gets a snapshot. */
const days = 30;
/** So many rows go at a time, so that nobody waits behind a long transaction. */
const batch = 500;

/**
 * Lets go of tombstones and receipts that are older than 30 days, in batches. `inbox.floor` is raised to the newest tombstone that goes: a
 * delta from before it would keep a ghost.
 * @returns how many rows went
 */
export async function pruneNotifications(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - days * 24 * 3600 * 1000);
  for (let total = 0; ; ) {
    const count = await transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string; user_id: string }[]>`
        SELECT id, user_id FROM notifications
        WHERE removed_at < ${before}::timestamptz OR (NOT counted AND created_at < ${before}::timestamptz) LIMIT ${batch}`;
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      await lockInboxes(tx, [...new Set(rows.map(({ user_id }) => user_id))]);
      await tx.$executeRaw`
        WITH gone AS (DELETE FROM notifications WHERE id = ANY(${ids}::uuid[]) RETURNING user_id, seq, removed_at)
        UPDATE inbox i SET floor = greatest(i.floor, newest.seq)
        FROM (SELECT user_id, max(seq) AS seq FROM gone WHERE removed_at IS NOT NULL GROUP BY user_id) newest WHERE i.user_id = newest.user_id`;
      return rows.length;
    });
    total += count;
    if (count < batch) return total;
  }
}
