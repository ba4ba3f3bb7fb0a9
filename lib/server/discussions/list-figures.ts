import type { Figures, FiguresQuery, FiguresRow, HotMoment } from "#lib/contract/queue-figures.ts";
import type { Caller } from "../caller";
import { firstRows, joinSql, read, type Sql, sql } from "../db/sql";
import { decodeCursor, pageOf } from "../pagination";
import { firstAnswerSeconds, isRecent, shareWithinDay } from "./figure-columns";
import { hotMomentsOf, hottest } from "./hot-moments";
import { requireOnStaff } from "./list-queue";

type Row = {
  id: string;
  course_id: string;
  course_at: Date;
  of_video: number;
  title: string;
  waiting: number;
  asked: number;
  answered: number;
  median: number | null;
  within_day: number | null;
  moments: HotMoment[] | null;
};

const toFigures = (row: Row): FiguresRow => ({
  kind: row.of_video === 1 ? "video" : "course",
  id: row.id,
  course_id: row.course_id,
  title: row.title,
  waiting: row.waiting,
  asked: row.asked,
  answered: row.answered,
  median_first_answer_seconds: row.median,
  answered_within_24h: row.within_day,
  moments: hottest(row.moments ?? []),
});

/** The author of a question as its staff see them. An anonymous question has one of its own, so no count tells who asked several. */
const author = sql`CASE WHEN t.anonymous THEN t.alias_id ELSE t.student_id END`;

/** The courses that the figures are about. Of those before the page nothing is read. */
function coursesOf(userId: string, { course_id }: FiguresQuery, place: (string | number)[]): Sql {
  const conditions = [sql`s.user_id = ${userId}::uuid`];
  if (course_id) conditions.push(sql`s.course_id = ${course_id}::uuid`);
  if (place.length > 0) conditions.push(sql`(c.created_at, c.id) <= (${place[0]}::timestamptz, ${place[1]}::uuid)`);
  return sql`
    SELECT c.id, c.title, c.created_at FROM course_staff s JOIN courses c ON c.id = s.course_id AND c.deleted_at IS NULL
    WHERE ${joinSql(conditions, " AND ")}`;
}

/** The questions of the last 30 days, and those that have waited for longer, which are only counted as waiting. */
function questionsOf({ video_id }: FiguresQuery): Sql {
  const ofVideo = video_id ? sql`AND t.video_id = ${video_id}::uuid` : sql``;
  const about = sql`mine JOIN threads t ON t.course_id = mine.id AND t.kind = 'question' ${ofVideo}
      JOIN videos v ON v.id = t.video_id AND v.deleted_at IS NULL`;
  return sql`
    SELECT t.course_id, t.video_id, t.waiting_since IS NOT NULL AS waits, t.created_at, t.answered_at,
      ${author} AS author, t.video_timestamp_seconds AS second
    FROM ${about} WHERE ${isRecent}
    UNION ALL SELECT t.course_id, t.video_id, true, NULL, NULL, NULL, NULL
    FROM ${about} WHERE t.waiting_since IS NOT NULL AND NOT ${isRecent}`;
}

const order = sql`course_at DESC, course_id DESC, of_video, asked DESC, waiting DESC, id`;

/** The rows after a place, in the courses from its own on. A course comes before its videos, and of these the most asked first. */
function after([at, courseId, ofVideo, asked, waiting, id]: (string | number)[]): Sql {
  if (at === undefined) return sql``;
  return sql`WHERE course_id <> ${courseId}::uuid
    OR (of_video, -asked, -waiting, id) > (${ofVideo}::int, ${-Number(asked)}::int, ${-Number(waiting)}::int, ${id}::uuid)`;
}

/**
 * docs/contract.md section 11, `GET /api/discussions/queue/figures`: the queue's figures by course and by video, and the hot moments of
 * each video. The newest courses come first, each before its videos, and of these the most asked first. With `video_id` there is only that
 * video. The counts name nobody, and the reader's queue and lists show one by one what they count.
 * @throws AppError forbidden for who teaches no course, or not this one
 */
export async function listFigures({ caller, query }: { caller: Caller; query: FiguresQuery }): Promise<Figures> {
  const userId = caller.user.id;
  await requireOnStaff(caller, query.course_id);
  const place = query.cursor ? decodeCursor("figures", query.cursor) : [];
  const sets = query.video_id ? sql`((course_id, video_id))` : sql`((course_id), (course_id, video_id))`;
  const titled = sql`
    SELECT * FROM (
      SELECT f.*, coalesce(v.title, mine.title) AS title, mine.created_at AS course_at
      FROM figures f JOIN mine ON mine.id = f.course_id LEFT JOIN videos v ON v.id = f.video_id) titled
    ${after(place)} ORDER BY ${order}`;
  const rows = await read<Row>(sql`
    WITH mine AS (${coursesOf(userId, query, place)}),
    questions AS MATERIALIZED (${questionsOf(query)}),
    figures AS (
      SELECT course_id, video_id, coalesce(video_id, course_id) AS id, (video_id IS NOT NULL)::int AS of_video,
        count(*) FILTER (WHERE waits)::int AS waiting, count(created_at)::int AS asked, count(answered_at)::int AS answered,
        ${firstAnswerSeconds(sql`0.5`, sql`questions`)} AS median, ${shareWithinDay(sql`questions`)} AS within_day
      FROM questions GROUP BY GROUPING SETS ${sets}),
    page AS MATERIALIZED (${firstRows(titled, query.limit + 1)}),
    hot AS MATERIALIZED (
      ${hotMomentsOf(sql`SELECT q.video_id, q.author, q.second FROM questions q WHERE q.video_id IN (SELECT video_id FROM page)`)})
    SELECT page.id, page.course_id, page.course_at, page.of_video, page.title, page.waiting, page.asked, page.answered, page.median,
      page.within_day, hot.moments
    FROM page LEFT JOIN hot ON hot.video_id = page.video_id
    ORDER BY ${order}`);
  return pageOf("figures", rows, query.limit, toFigures, (row) => [
    ...[row.course_at.toISOString(), row.course_id, row.of_video],
    ...[row.asked, row.waiting, row.id],
  ]);
}
