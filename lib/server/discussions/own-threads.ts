import { readWithin } from "../db/read-within";
import { firstRows, joinSql, type Sql, sql } from "../db/sql";
import { isUnread } from "../notifications/counts";
import { readableIds } from "./access";
import { bytesOfThread, selectThreads, type ThreadRow } from "./thread-rows";

type Rows = { rows: ThreadRow[]; more: boolean };
const newestFirst = sql`ORDER BY t.updated_at DESC, t.id DESC`;
/** The threads `t` that are not of a deleted video or course, by their own row alone. */
const places = sql`SELECT t.id, t.updated_at FROM threads t JOIN courses live ON live.id = t.course_id AND live.deleted_at IS NULL
  LEFT JOIN videos v ON v.id = t.video_id WHERE (t.video_id IS NULL OR v.deleted_at IS NULL)`;

/** Reads whole only what the page shows: a video or a course may have thousands of threads, which PostgreSQL would join before it sorts. */
function pageOf(userId: string, found: Sql, limit: number): Promise<Rows> {
  const first = firstRows(sql`SELECT t.id FROM (${found}) t ${newestFirst}`, limit + 1);
  const threads = sql`
    SELECT thread.* FROM (${first}) first CROSS JOIN LATERAL (${selectThreads(userId)} WHERE t.id = first.id LIMIT 1) thread
    ORDER BY thread.updated_at DESC, thread.id DESC`;
  return readWithin<ThreadRow>(threads, { order: sql`page.updated_at DESC, page.id DESC`, bytes: bytesOfThread(sql`page`), limit });
}

/**
 * Someone's own threads, `updated_at` newest first: what they asked, and what was asked in the courses they teach. `conditions` are over
 * `threads t`. Reads the first rows of one list for what they asked and of one for each course, each by its index, because OR would use
 * none. At most `limit`, fewer where they hold too much text; `more` when there are more.
 */
export async function ownThreads(userId: string, limit: number, conditions: Sql[]): Promise<Rows> {
  const first = (...which: Sql[]) => sql`(${places} AND ${joinSql([...which, ...conditions], " AND ")} ${newestFirst} LIMIT ${limit + 1})`;
  const asked = first(sql`t.student_id = ${userId}::uuid`);
  // A person who asked and later joined the staff sees it once.
  const taught = sql`
    SELECT taught.* FROM course_staff mine
      CROSS JOIN LATERAL ${first(sql`t.course_id = mine.course_id`, sql`t.student_id <> ${userId}::uuid`)} taught
    WHERE mine.user_id = ${userId}::uuid`;
  return pageOf(userId, sql`${asked} UNION ALL (${taught})`, limit);
}

const flagged = (userId: string) => sql`SELECT thread_id FROM thread_members WHERE user_id = ${userId}::uuid AND unread`;

/** The threads with the reader's flag set, those of the class that they follow included; the rest as in `ownThreads`. */
export const unreadThreads = (userId: string, limit: number, conditions: Sql[] = []): Promise<Rows> =>
  threadsAmong(flagged(userId), userId, limit, conditions);

/** The threads of `unreadThreads`, and the announcements that the reader has not read. These have no flag: their notifications tell. */
export const newThreads = (userId: string, limit: number): Promise<Rows> =>
  threadsAmong(
    sql`${flagged(userId)} UNION ALL SELECT n.subject_id FROM notifications n
    WHERE n.user_id = ${userId}::uuid AND n.thread_id IS NULL AND n.type = 'course/announcement' AND ${isUnread(sql`n`)}`,
    userId,
    limit,
  );

const threadsAmong = (ids: Sql, userId: string, limit: number, conditions: Sql[] = []): Promise<Rows> =>
  pageOf(userId, sql`${places} AND ${joinSql([sql`t.id IN (${readableIds(userId, ids)})`, ...conditions], " AND ")}`, limit);
