import { sql, write } from "../db/sql";

/** How long a feed says that a thread is gone, in days. A client that was away for longer reads the list again. */
const keepDays = 30;

/**
 * Deletes what is kept of threads that the class lost more than 30 days ago. Raises the feed's `floor` to the newest of them, because a
 * delta from before it would leave such a thread on screen.
 * @returns the number of rows deleted
 */
export async function pruneFeeds(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - keepDays * 24 * 3600 * 1000);
  const [row] = await write<{ count: number }>(sql`
    WITH gone AS (DELETE FROM course_changes WHERE removed_at < ${before}::timestamptz RETURNING course_id, seq),
      raised AS (
        UPDATE course_feeds f SET floor = greatest(f.floor, newest.seq)
        FROM (SELECT course_id, max(seq) AS seq FROM gone GROUP BY course_id) newest
        WHERE f.course_id = newest.course_id)
    SELECT count(*)::int AS count FROM gone`);
  return row?.count ?? 0;
}
