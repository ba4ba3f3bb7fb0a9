import type { Queue, QueueItem, QueueQuery } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { readWithin } from "../db/read-within";
import { joinSql, read, type Sql, sql } from "../db/sql";
import { AppError } from "../errors";
import { cutPage, decodeCursor } from "../pagination";
import { taughtBy } from "./access";
import { toThread } from "./project";
import { bytesOfThread, selectThreads, type ThreadRow } from "./thread-rows";

/** A waiting thread with the last message of its student. */
type QueueRow = ThreadRow & { waiting_since: Date; latest_id: string; latest_content: string; latest_at: Date };
type Stats = { waiting: number; median: number | null; p90: number | null; within_day: number | null };

const shown = 100;

const toItem = (row: QueueRow): QueueItem => ({
  ...toThread(row),
  waiting_since: row.waiting_since.toISOString(),
  latest_message: { id: row.latest_id, content: row.latest_content, created_at: row.latest_at.toISOString() },
});

/** The order of the queue. Those that nobody has answered come before those that a classmate has, each the longest waiting first. */
const turnOf = (row: Sql) => sql`(CASE WHEN ${row}.student_answered_at IS NULL THEN 0 ELSE 1 END), ${row}.waiting_since, ${row}.id`;

/** Over `threads t`: the questions that somebody's queue is about. */
function conditionsOf(query: QueueQuery, userId: string): Sql[] {
  const conditions: Sql[] = [];
  if (query.course_id) conditions.push(sql`t.course_id = ${query.course_id}::uuid`);
  if (query.video_id) conditions.push(sql`t.video_id = ${query.video_id}::uuid`);
  if (query.scope === "unclaimed") conditions.push(sql`(t.claimed_by_id IS NULL OR t.claimed_until <= now())`);
  if (query.scope === "mine") conditions.push(sql`(t.claimed_by_id = ${userId}::uuid AND t.claimed_until > now())`);
  return conditions;
}

type Input = { caller: Caller; query?: QueueQuery /** The most rows. */; limit?: number };

/**
 * docs/contract.md section 12, `GET /api/discussions/queue`: every question that waits in the courses of a member of staff. Those that
 * nobody has answered come first, then those that a classmate has, each the longest waiting first. An answer takes one off at once and a
 * follow-up puts it back, so nobody has to mark anything. Up to 100 at a time, fewer when they are very long; `next_cursor` goes on. The
 * figures cover all of their courses, or those of `course_id` and `video_id`, and the questions of the last 30 days.
 * @throws AppError forbidden for who teaches no course
 */
export async function listQueue({ caller, query = {}, limit = shown }: Input): Promise<Queue> {
  const userId = caller.user.id;
  await requireOnStaff(caller, query.course_id);
  const [at, id, after] = query.cursor ? decodeCursor("queue", query.cursor) : [];
  const conditions = [sql`t.course_id = mine.course_id`, sql`t.waiting_since IS NOT NULL`, ...conditionsOf(query, userId)];
  if (at !== undefined) conditions.push(sql`(${turnOf(sql`t`)}) > (${Number(after ?? 0)}::int, ${at}::timestamptz, ${id}::uuid)`);
  // The first of each course are found by their own row alone. Thousands may wait there, and only these are read whole
  // (`LIMIT 1` keeps the planner from joining all of them first).
  const first = sql`(SELECT t.id FROM threads t LEFT JOIN videos v ON v.id = t.video_id
    WHERE (t.video_id IS NULL OR v.deleted_at IS NULL) AND ${joinSql(conditions, " AND ")} ORDER BY ${turnOf(sql`t`)} LIMIT ${limit + 1})`;
  const waiting = sql`
    SELECT thread.*, latest.id AS latest_id, latest.content AS latest_content, latest.created_at AS latest_at
    FROM course_staff mine CROSS JOIN LATERAL ${first} first
      CROSS JOIN LATERAL (${selectThreads(userId)} WHERE t.id = first.id LIMIT 1) thread
      JOIN LATERAL (SELECT id, content, created_at FROM messages
        WHERE thread_id = thread.id AND author_role = 'student' AND author_id = thread.student_id ORDER BY position DESC LIMIT 1) latest ON true
    WHERE mine.user_id = ${userId}::uuid
    ORDER BY ${turnOf(sql`thread`)}`;
  const order = turnOf(sql`page`);
  const bytes = sql`${bytesOfThread(sql`page`)} + octet_length(page.latest_content)`;
  const [page, stats] = await Promise.all([readWithin<QueueRow>(waiting, { order, bytes, limit }), read<Stats>(figuresOf(userId, query))]);
  const [figures] = stats;
  const { items, next_cursor } = cutPage("queue", page, toItem, (row) => [
    row.waiting_since.toISOString(),
    row.id,
    row.student_answered_at === null ? 0 : 1,
  ]);
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

/** @throws AppError forbidden */
async function requireOnStaff(caller: Caller, courseId: string | undefined): Promise<void> {
  const one = courseId === undefined ? sql`` : sql` AND course_id = ${courseId}::uuid`;
  const found = await read<unknown>(sql`SELECT 1 FROM course_staff WHERE user_id = ${caller.user.id}::uuid${one} LIMIT 1`);
  // Who may make courses has a queue, which is empty before their first.
  if (found.length === 0 && (courseId !== undefined || caller.user.role !== "lecturer")) throw new AppError("forbidden", texts.notOnStaff);
}

/** Whoever is answering: the figures are the same in each scope. */
function figuresOf(userId: string, query: QueueQuery): Sql {
  const mine = joinSql(
    [sql`t.course_id IN ${taughtBy(userId)} AND t.kind = 'question'`, ...conditionsOf({ ...query, scope: "all" }, userId)],
    " AND ",
  );
  return sql`
    SELECT (SELECT count(*)::int FROM threads t JOIN videos v ON v.id = t.video_id AND v.deleted_at IS NULL
              WHERE ${mine} AND t.waiting_since IS NOT NULL) AS waiting,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.answered_at - t.created_at))::float8 AS median,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM t.answered_at - t.created_at))::float8 AS p90,
      (count(*) FILTER (WHERE t.answered_at - t.created_at <= interval '24 hours'))::float8
        / nullif(count(*) FILTER (WHERE t.answered_at IS NOT NULL OR t.created_at < now() - interval '24 hours'), 0) AS within_day
    FROM threads t WHERE ${mine} AND t.created_at > now() - interval '30 days'`;
}
