import type { Queue, QueueItem, QueueQuery } from "#lib/contract/discussions.ts";
import type { Caller } from "../caller";
import { readWithin } from "../db/read-within";
import { read, sql } from "../db/sql";
import { cutPage, decodeCursor } from "../pagination";
import { isCurrentLecturerSql } from "./access";
import { bytesOfThread, selectThreads, type ThreadRow, toThread } from "./thread-rows";

/** A waiting thread with the last message of its student. */
type QueueRow = ThreadRow & { waiting_since: Date; latest_id: string; latest_content: string; latest_at: Date };
type Stats = { waiting: number; median: number | null; p90: number | null; within_day: number | null };

const shown = 100;

const toItem = (row: QueueRow): QueueItem => ({
  ...toThread(row),
  waiting_since: row.waiting_since.toISOString(),
  latest_message: { id: row.latest_id, content: row.latest_content, created_at: row.latest_at.toISOString() },
});

/**
 * The lecturer's queue: every thread whose student waits, the longest first. An answer takes a thread off at once and a follow-up puts it
 * back, so nobody has to mark anything. Up to 100 at a time, fewer when they are very long; `next_cursor` goes on. The figures cover the
 * whole queue and the questions of the last 30 days.
 */
export async function listQueue({ caller, query = {} }: { caller: Caller; query?: QueueQuery }): Promise<Queue> {
  const mine = isCurrentLecturerSql(caller.user.id);
  const [at, id] = query.cursor ? decodeCursor("queue", query.cursor) : [];
  const after = at === undefined ? sql`` : sql`AND (t.waiting_since, t.id) > (${at}::timestamptz, ${id}::uuid)`;
  const waiting = sql`
    SELECT thread.*, latest.id AS latest_id, latest.content AS latest_content, latest.created_at AS latest_at
    FROM (${selectThreads} WHERE ${mine} AND t.waiting_since IS NOT NULL ${after} ORDER BY t.waiting_since, t.id LIMIT ${shown + 1}) thread
      JOIN LATERAL (SELECT id, content, created_at FROM messages
        WHERE thread_id = thread.id AND author_role = 'student' ORDER BY position DESC LIMIT 1) latest ON true
    ORDER BY thread.waiting_since, thread.id`;
  const bytes = sql`${bytesOfThread(sql`page`)} + octet_length(page.latest_content)`;
  const [page, stats] = await Promise.all([
    readWithin<QueueRow>(waiting, { order: sql`page.waiting_since, page.id`, bytes, limit: shown }),
    read<Stats>(sql`
      SELECT (SELECT count(*)::int FROM threads t JOIN videos v ON v.id = t.video_id AND v.deleted_at IS NULL
                WHERE ${mine} AND t.waiting_since IS NOT NULL) AS waiting,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.answered_at - t.created_at))::float8 AS median,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM t.answered_at - t.created_at))::float8 AS p90,
        (count(*) FILTER (WHERE t.answered_at - t.created_at <= interval '24 hours'))::float8
          / nullif(count(*) FILTER (WHERE t.answered_at IS NOT NULL OR t.created_at < now() - interval '24 hours'), 0) AS within_day
      FROM threads t WHERE ${mine} AND t.created_at > now() - interval '30 days'`),
  ]);
  const [figures] = stats;
  const { items, next_cursor } = cutPage("queue", page, toItem, (row) => [row.waiting_since.toISOString(), row.id]);
  return {
    items,
    ...(next_cursor && { next_cursor }),
    stats: {
      waiting: figures?.waiting ?? 0,
      median_first_answer_seconds: figures?.median ?? null,
      p90_first_answer_seconds: figures?.p90 ?? null,
      answered_within_24h: figures?.within_day ?? null,
    },
  };
}
