import { type FoldItem, foldQuestions } from "#lib/contract/fold-questions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { readWithin } from "../db/read-within";
import { joinSql, sql } from "../db/sql";
import { authorIn } from "./project";
import { latestColumns, latestOf, type QueueRow } from "./queue-rows";

/** What a fold is made of, of a question that nobody has answered or claimed. */
type Row = Pick<
  QueueRow,
  | "id"
  | "video_id"
  | "video_timestamp_seconds"
  | "student_id"
  | "anonymous"
  | "alias_id"
  | "visibility"
  | "code_snippet"
  | "created_at"
  | "latest_id"
  | "latest_content"
  | "latest_at"
>;

const toFoldItem = (row: Row): FoldItem => ({
  id: row.id,
  video_id: row.video_id,
  video_timestamp_seconds: row.video_timestamp_seconds,
  student_id: authorIn(row, { id: row.student_id, name: "" }).id,
  visibility: row.visibility,
  code_snippet: row.code_snippet,
  created_at: row.created_at.toISOString(),
  answer_state: "unanswered",
  claim: null,
  latest_message: { id: row.latest_id, content: row.latest_content, created_at: row.latest_at.toISOString() },
});

/**
 * The waiting questions about these videos that ask the same, each several, in the order of the queue. A question's filter, a course or a
 * video, is also that of all it folds with. Compares the 1,000 that wait longest, fewer when they are very long; `more`: there are others.
 * @param videoIds of courses that the reader teaches
 */
export async function foldsOf(videoIds: readonly string[]): Promise<{ folds: string[][]; more: boolean }> {
  if (videoIds.length === 0) return { folds: [], more: false };
  const ids = joinSql(
    videoIds.map((id) => sql`${id}::uuid`),
    ", ",
  );
  const { rows, more } = await readWithin<Row>(
    sql`
      SELECT t.id, t.video_id, t.video_timestamp_seconds, t.student_id, t.anonymous, t.alias_id, t.visibility, t.code_snippet, t.created_at,
             t.waiting_since, ${latestColumns}
      FROM threads t JOIN LATERAL ${latestOf(sql`t`)} latest ON true
      WHERE t.video_id IN (${ids}) AND t.waiting_since IS NOT NULL AND t.answered_at IS NULL AND t.student_answered_at IS NULL
        AND t.video_timestamp_seconds IS NOT NULL AND (t.claimed_by_id IS NULL OR t.claimed_until <= now())
      ORDER BY t.waiting_since, t.id`,
    {
      order: sql`page.waiting_since, page.id`,
      bytes: sql`octet_length(page.latest_content) + coalesce(octet_length(page.code_snippet), 0)`,
      limit: limits.comparedAtOnce,
    },
  );
  const folds = foldQuestions(rows.map(toFoldItem)).filter(({ isFold }) => isFold);
  return { folds: folds.map(({ items }) => items.map(({ id }) => id)), more };
}

/** Says of each of these rows of the queue how many fold with it, beyond the rows as well. */
export async function withFolds(items: QueueItem[]): Promise<QueueItem[]> {
  const videoIds = new Set(items.flatMap(({ video_id, answer_state }) => (video_id && answer_state === "unanswered" ? [video_id] : [])));
  const { folds, more } = await foldsOf([...videoIds]);
  const byQuestion = new Map(folds.flatMap((ids) => ids.map((id) => [id, { id: ids[0] ?? id, size: ids.length, more }] as const)));
  return items.map((item) => ({ ...item, fold: byQuestion.get(item.id) }));
}
