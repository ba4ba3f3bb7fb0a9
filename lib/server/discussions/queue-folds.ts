import { type FoldItem, foldQuestions, nearSeconds } from "#lib/contract/fold-questions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { readWithin } from "../db/read-within";
import { inlineNumber, type Sql, sql } from "../db/sql";
import { authorIn } from "./project";
import { latestMessageSql, type QueueRow } from "./queue-rows";

/** What a fold is made of, of a question that nobody has answered or claimed. */
type Row = Pick<
  QueueRow,
  "id" | "video_id" | "video_timestamp_seconds" | "student_id" | "anonymous" | "alias_id" | "visibility" | "code_snippet" | "latest_content"
> & { is_followed_up: boolean };

const columns = sql`t.id, t.video_id, t.video_timestamp_seconds, t.student_id, t.anonymous, t.alias_id, t.visibility, t.code_snippet`;

const toFoldItem = (row: Row): FoldItem => ({
  id: row.id,
  video_id: row.video_id,
  video_timestamp_seconds: row.video_timestamp_seconds,
  student_id: authorIn(row, { id: row.student_id, name: "" }).id,
  visibility: row.visibility,
  code_snippet: row.code_snippet,
  answer_state: "unanswered",
  claim: null,
  // Only whether they are the same matters, and dates cost more to read than all else of a row.
  created_at: "first",
  latest_message: { content: row.latest_content, created_at: row.is_followed_up ? "later" : "first" },
});

/** Those that ask the same, each several, in the order of the queue; `more`: not all were compared. */
export type Folds = { folds: string[][]; more: boolean };
export const noFolds: Folds = { folds: [], more: false };

/** A thread `t` that may fold, by its own row. */
const isFoldable = sql`t.answered_at IS NULL AND t.student_answered_at IS NULL AND t.video_timestamp_seconds IS NOT NULL`;

/**
 * The waiting questions that ask the same as these, or as others about their videos, each several, in the order of the queue. A question's
 * filter, a course or a video, is also that of all it folds with. Compares the 1,000 that wait longest, fewer when they are very long;
 * `more`: there are others.
 * @param shown a SELECT of threads of courses that the reader teaches
 * @param areFirst no row of the queue comes before them. Only what can fold with them is compared then
 */
export async function foldsOf(shown: Sql, areFirst = false): Promise<Folds> {
  // These are found by their own row alone, and only they are read whole.
  const waiting = sql`
    WITH moments AS MATERIALIZED (
      SELECT t.video_id, t.video_timestamp_seconds AS seconds FROM (${shown}) t WHERE t.video_id IS NOT NULL AND ${isFoldable})
    SELECT ${columns}, t.created_at, t.waiting_since
    FROM threads t
    WHERE t.video_id = ANY(ARRAY(SELECT video_id FROM moments)) AND t.waiting_since IS NOT NULL AND ${isFoldable}
      AND (t.claimed_by_id IS NULL OR t.claimed_until <= now()) ${areFirst ? isNear : sql``}
    ORDER BY t.waiting_since, t.id LIMIT ${inlineNumber(limits.comparedAtOnce + 1)}`;
  const { rows, more } = await readWithin<Row>(
    sql`
      SELECT ${columns}, extract(epoch FROM t.waiting_since)::float8 AS since,
             latest.content AS latest_content, latest.created_at <> t.created_at AS is_followed_up
      FROM (${waiting}) t JOIN LATERAL ${latestMessageSql(sql`t`)} latest ON true
      ORDER BY t.waiting_since, t.id`,
    {
      order: sql`page.since, page.id`,
      bytes: sql`octet_length(page.latest_content) + coalesce(octet_length(page.code_snippet), 0)`,
      limit: limits.comparedAtOnce,
    },
  );
  const folds = foldQuestions(rows.map(toFoldItem)).filter(({ isFold }) => isFold);
  return { folds: folds.map(({ items }) => items.map(({ id }) => id)), more };
}

const near = inlineNumber(nearSeconds);

/**
 * The condition that a thread can fold with a question at one of the `moments`. Exact for the first questions of a queue: each of their
 * folds begins with one of them.
 */
const isNear = sql`
  AND EXISTS (SELECT 1 FROM (
    SELECT m.video_id, range_agg(int4range(m.seconds - ${near}, m.seconds + ${near}, '[]')) AS seconds
    FROM moments m GROUP BY m.video_id) near
  WHERE near.video_id = t.video_id AND near.seconds @> t.video_timestamp_seconds)`;

/** Says of each of these rows of the queue how many fold with it, beyond the rows as well. */
export function withFolds(items: QueueItem[], { folds, more }: Folds): QueueItem[] {
  if (folds.length === 0) return items;
  const byQuestion = new Map(folds.flatMap((ids) => ids.map((id) => [id, { id: ids[0] ?? id, size: ids.length, more }] as const)));
  return items.map((item) => ({ ...item, fold: byQuestion.get(item.id) }));
}
