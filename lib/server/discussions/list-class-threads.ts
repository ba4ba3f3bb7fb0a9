import type { ClassThreadsQuery } from "#lib/contract/class.ts";
import type { IdParams } from "#lib/contract/courses.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Caller } from "../caller";
import { requireCourse } from "../course-access";
import { readWithin } from "../db/read-within";
import { joinSql, sql } from "../db/sql";
import { cutPage, decodeCursor, type Page } from "../pagination";
import { toThread } from "./project";
import { bytesOfThread, selectThreads, type ThreadRow } from "./thread-rows";

type ListInput = { caller: Caller; params: IdParams; query: ClassThreadsQuery };

/**
 * docs/contract.md section 13, `GET /api/courses/:id/threads`: the threads of the class, by what changed last or by votes. A page is also
 * limited in bytes.
 * @throws AppError not_found, forbidden for all but the enrolled and the staff
 */
export async function listClassThreads({ caller, params, query }: ListInput): Promise<Page<Thread>> {
  await requireCourse(params.id, "readClass", caller);
  const userId = caller.user.id;
  const list = `class:${params.id}:${query.sort}`;
  const conditions = [sql`t.course_id = ${params.id}::uuid`, sql`t.visibility = 'class'`];
  if (query.video_id) conditions.push(sql`t.video_id = ${query.video_id}::uuid`);
  if (query.filter === "waiting") conditions.push(sql`t.waiting_since IS NOT NULL`);
  if (query.filter === "answered")
    conditions.push(sql`t.kind = 'question'`, sql`(t.answered_at IS NOT NULL OR t.student_answered_at IS NOT NULL)`);
  if (query.filter === "mine") conditions.push(sql`t.student_id = ${userId}::uuid`);
  if (query.filter === "following") conditions.push(follows(userId));
  const isByVotes = query.sort === "votes";
  if (query.cursor) {
    const at = decodeCursor(list, query.cursor);
    conditions.push(
      isByVotes
        ? sql`(t.votes, t.updated_at, t.id) < (${Number(at[0])}::int, ${at[1]}::timestamptz, ${at[2]}::uuid)`
        : sql`(t.updated_at, t.id) < (${at[0]}::timestamptz, ${at[1]}::uuid)`,
    );
  }
  const byVotes = isByVotes ? sql`t.votes DESC, ` : sql``;
  const page = await readWithin<ThreadRow>(
    sql`${selectThreads(userId)} WHERE ${joinSql(conditions, " AND ")} ORDER BY ${byVotes}t.updated_at DESC, t.id DESC`,
    {
      order: sql`${isByVotes ? sql`page.votes DESC, ` : sql``}page.updated_at DESC, page.id DESC`,
      bytes: bytesOfThread(sql`page`),
      limit: query.limit,
    },
  );
  return cutPage(list, page, toThread, (row) => [...(isByVotes ? [row.votes] : []), row.updated_at.toISOString(), row.id]);
}

/** The threads `t` that someone follows with `all` or `answers`, and has not muted. As `followOf` in project.ts says. */
const follows = (userId: string) => sql`(
  EXISTS (SELECT 1 FROM thread_members f WHERE f.thread_id = t.id AND f.user_id = ${userId}::uuid
    AND coalesce(f.level, CASE WHEN f.wrote OR t.student_id = f.user_id THEN 'all' WHEN f.voted THEN 'answers' ELSE 'none' END) <> 'none')
  AND NOT EXISTS (SELECT 1 FROM muted_threads u WHERE u.thread_id = t.id AND u.user_id = ${userId}::uuid))`;
