import type { ListThreadsQuery, Thread } from "#lib/contract/discussions";
import type { Caller } from "../auth/authenticate";
import { joinSql, read, type Sql, sql } from "../db/sql";
import { decodeCursor, type Page, pageOf } from "../page";
import { selectThreads, type ThreadRow, toThread } from "./thread-rows";

/** The column by which someone's own threads are found. An admin takes part in none, so nothing is found by theirs either. */
export const ownColumn = (role: string): Sql => (role === "lecturer" ? sql`t.lecturer_id` : sql`t.student_id`);
export const flagColumn = (role: string): Sql => (role === "lecturer" ? sql`t.lecturer_unread` : sql`t.student_unread`);

/** Contract section 4, `GET /api/discussions/threads`: the caller's own, `updated_at` newest first. */
export async function listThreads({ caller, query }: { caller: Caller; query: ListThreadsQuery }): Promise<Page<Thread>> {
  const conditions = [sql`${ownColumn(caller.user.role)} = ${caller.user.id}::uuid`];
  if (query.video_id) conditions.push(sql`t.video_id = ${query.video_id}::uuid`);
  if (query.course_id) conditions.push(sql`t.course_id = ${query.course_id}::uuid`);
  if (query.status) conditions.push(sql`t.status = ${query.status}`);
  if (query.cursor) {
    const [at, id] = decodeCursor("threads", query.cursor);
    conditions.push(sql`(t.updated_at, t.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const rows = await read<ThreadRow>(
    sql`${selectThreads} WHERE ${joinSql(conditions, " AND ")} ORDER BY t.updated_at DESC, t.id DESC LIMIT ${query.limit + 1}`,
  );
  return pageOf("threads", rows, query.limit, toThread, (row) => [row.updated_at.toISOString(), row.id]);
}
