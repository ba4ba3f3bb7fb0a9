import { texts } from "#lib/contract/errors.ts";
import type { Queue, QueueQuery } from "#lib/contract/queue.ts";
import type { Caller } from "../caller";
import { readWithin } from "../db/read-within";
import { firstRows, joinSql, read, type Sql, sql } from "../db/sql";
import { AppError } from "../errors";
import { cutPage, decodeCursor } from "../pagination";
import { taughtCourseIds } from "./access";
import { firstAnswerSeconds, isRecent, shareWithinDay } from "./figure-columns";
import { foldsOf, noFolds, withFolds } from "./queue-folds";
import { bytesOfQueueRow, latestColumns, latestMessageSql, type QueueRow, queueOrder, toQueueItem } from "./queue-rows";
import { selectThreads } from "./thread-rows";

type Stats = { waiting: number; median: number | null; p90: number | null; within_day: number | null };

const pageSize = 100;

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
 * follow-up puts it back, so nobody has to mark anything. Up to 100 at a time, fewer when they are very long; `next_cursor` goes on. Of a
 * longer queue each row says how many ask the same in all of it. The figures cover all of their courses, or those of `course_id` and
 * `video_id`, and the questions of the last 30 days.
 * @throws AppError forbidden for who teaches no course
 */
export async function listQueue({ caller, query = {}, limit = pageSize }: Input): Promise<Queue> {
  const userId = caller.user.id;
  await requireOnStaff(caller, query.course_id);
  const [at, id, after] = query.cursor ? decodeCursor("queue", query.cursor) : [];
  const conditions = [sql`t.course_id = mine.course_id`, sql`t.waiting_since IS NOT NULL`, ...conditionsOf(query, userId)];
  if (at !== undefined) conditions.push(sql`(${queueOrder(sql`t`)}) > (${Number(after ?? 0)}::int, ${at}::timestamptz, ${id}::uuid)`);
  // Found by their own row alone. Thousands may wait, and only these are read whole (`LIMIT 1` keeps the planner from joining all of them
  // first).
  const first = firstRows(
    sql`
      SELECT first.* FROM course_staff mine CROSS JOIN LATERAL (
        SELECT t.id, t.student_answered_at, t.waiting_since FROM threads t LEFT JOIN videos v ON v.id = t.video_id
        WHERE (t.video_id IS NULL OR v.deleted_at IS NULL) AND ${joinSql(conditions, " AND ")}
        ORDER BY ${queueOrder(sql`t`)} LIMIT ${limit + 1}) first
      WHERE mine.user_id = ${userId}::uuid ORDER BY ${queueOrder(sql`first`)}`,
    limit + 1,
  );
  const waiting = sql`
    SELECT thread.*, ${latestColumns}
    FROM (${first}) first
      CROSS JOIN LATERAL (${selectThreads(userId)} WHERE t.id = first.id LIMIT 1) thread
      JOIN LATERAL ${latestMessageSql(sql`thread`)} latest ON true
    ORDER BY ${queueOrder(sql`thread`)}`;
  const order = queueOrder(sql`page`);
  const bytes = bytesOfQueueRow(sql`page`);
  const areFirst = query.cursor === undefined;
  const foldsIf = (isPart: Sql) =>
    query.scope === "mine"
      ? noFolds
      : foldsOf(
          sql`
            WITH first AS MATERIALIZED (${first})
            SELECT t.* FROM (SELECT id FROM first ORDER BY ${queueOrder(sql`first`)} LIMIT ${limit}) shown JOIN threads t ON t.id = shown.id
            WHERE ${isPart}`,
          areFirst,
        );
  const [page, [figures], found] = await Promise.all([
    readWithin<QueueRow>(waiting, { order, bytes, limit }),
    read<Stats>(figuresOf(userId, query)),
    // What is all here folds here.
    foldsIf(areFirst ? sql`(SELECT count(*) FROM first) > ${limit}::int` : sql`true`),
  ]);
  // It ends before its limit where its texts are very long.
  const folds = areFirst && page.more && page.rows.length < limit ? await foldsIf(sql`true`) : found;
  const { items, next_cursor } = cutPage("queue", page, toQueueItem, (row) => [
    row.waiting_since.toISOString(),
    row.id,
    row.student_answered_at === null ? 0 : 1,
  ]);
  return {
    items: withFolds(items, folds),
    ...(next_cursor && { next_cursor }),
    stats: {
      waiting: figures?.waiting ?? 0,
      median_first_answer_seconds: figures?.median ?? null,
      p90_first_answer_seconds: figures?.p90 ?? null,
      answered_within_24h: figures?.within_day ?? null,
    },
  };
}

/** @throws AppError forbidden for who teaches no course, or not this one */
export async function requireOnStaff(caller: Caller, courseId?: string): Promise<void> {
  const one = courseId === undefined ? sql`` : sql` AND course_id = ${courseId}::uuid`;
  const found = await read<unknown>(sql`SELECT 1 FROM course_staff WHERE user_id = ${caller.user.id}::uuid${one} LIMIT 1`);
  // Who may make courses has a queue, which is empty before their first.
  if (found.length === 0 && (courseId !== undefined || caller.user.role !== "lecturer")) throw new AppError("forbidden", texts.notOnStaff);
}

/** Whoever is answering: the figures are the same in each scope. */
function figuresOf(userId: string, query: QueueQuery): Sql {
  const mine = joinSql(
    [sql`t.course_id IN ${taughtCourseIds(userId)} AND t.kind = 'question'`, ...conditionsOf({ ...query, scope: "all" }, userId)],
    " AND ",
  );
  const t = sql`t`;
  return sql`
    SELECT (SELECT count(*)::int FROM threads t JOIN videos v ON v.id = t.video_id AND v.deleted_at IS NULL
              WHERE ${mine} AND t.waiting_since IS NOT NULL) AS waiting,
      ${firstAnswerSeconds(sql`0.5`, t)} AS median, ${firstAnswerSeconds(sql`0.9`, t)} AS p90, ${shareWithinDay(t)} AS within_day
    FROM threads t JOIN videos v ON v.id = t.video_id AND v.deleted_at IS NULL WHERE ${mine} AND ${isRecent}`;
}
