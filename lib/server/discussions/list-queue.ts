import type { Queue, QueueItem } from "#lib/contract/discussions";
import type { Caller } from "../auth/authenticate";
import { read, sql } from "../db/sql";
import { taughtBy } from "./access";
import { selectThreads, type ThreadRow, toThread } from "./thread-rows";

type QueueRow = ThreadRow & { waiting_since: Date };
type Latest = { thread_id: string; id: string; content: string; created_at: Date };
type Stats = { waiting: number; median: number | null; p90: number | null; within_day: number | null };

const shown = 100;

/**
 * The lecturer's queue: every thread whose student waits, the longest first. An answer takes a thread off at once and a follow-up puts
 * it back; nobody has to mark anything. The figures look at what was asked in the last 30 days.
 */
export async function listQueue({ caller }: { caller: Caller }): Promise<Queue> {
  const mine = taughtBy(caller.user.id);
  const [rows, stats] = await Promise.all([
    read<QueueRow>(sql`${selectThreads} WHERE ${mine} AND t.waiting_since IS NOT NULL ORDER BY t.waiting_since, t.id LIMIT ${shown}`),
    read<Stats>(sql`
      SELECT (SELECT count(*)::int FROM threads t JOIN videos v ON v.id = t.video_id AND v.deleted_at IS NULL
                WHERE ${mine} AND t.waiting_since IS NOT NULL) AS waiting,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.answered_at - t.created_at))::float8 AS median,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM t.answered_at - t.created_at))::float8 AS p90,
        (count(*) FILTER (WHERE t.answered_at - t.created_at <= interval '24 hours'))::float8
          / nullif(count(*) FILTER (WHERE t.answered_at IS NOT NULL OR t.created_at < now() - interval '24 hours'), 0) AS within_day
      FROM threads t WHERE ${mine} AND t.created_at > now() - interval '30 days'`),
  ]);
  const ids = rows.map((row) => row.id);
  const latest = await read<Latest>(sql`
    SELECT DISTINCT ON (thread_id) thread_id, id, content, created_at FROM messages
    WHERE thread_id = ANY(${ids}::uuid[]) AND author_role = 'student' ORDER BY thread_id, position DESC`);
  const latestOf = new Map(latest.map((message) => [message.thread_id, message]));
  const [figures] = stats;
  return {
    items: rows.flatMap((row): QueueItem[] => {
      const message = latestOf.get(row.id);
      if (!message) return [];
      const { id, content, created_at } = message;
      return [
        {
          ...toThread(row),
          waiting_since: row.waiting_since.toISOString(),
          latest_message: { id, content, created_at: created_at.toISOString() },
        },
      ];
    }),
    stats: {
      waiting: figures?.waiting ?? 0,
      median_first_answer_seconds: figures?.median ?? null,
      p90_first_answer_seconds: figures?.p90 ?? null,
      answered_within_24h: figures?.within_day ?? null,
    },
  };
}
