import type { ListThreadsQuery, Thread } from "#lib/contract/discussions.ts";
import type { Caller } from "../caller";
import { type Sql, sql } from "../db/sql";
import { cutPage, decodeCursor, type Page } from "../pagination";
import { ownThreads, unreadThreads } from "./own-threads";
import { toThread } from "./project";
import { stateIs } from "./waiting";

/**
 * docs/contract.md section 4, `GET /api/discussions/threads`: the caller's own, for staff the whole course, `updated_at` newest
 * first. A page is also limited in bytes.
 */
export async function listThreads({ caller, query }: { caller: Caller; query: ListThreadsQuery }): Promise<Page<Thread>> {
  const conditions: Sql[] = [];
  if (query.video_id) conditions.push(sql`t.video_id = ${query.video_id}::uuid`);
  if (query.course_id) conditions.push(sql`t.course_id = ${query.course_id}::uuid`);
  // An announcement has no status: it is neither an open question nor a resolved one.
  if (query.status) conditions.push(sql`t.status = ${query.status}`, sql`t.kind = 'question'`);
  if (query.state) conditions.push(stateIs[query.state]);
  if (query.cursor) {
    const [at, id] = decodeCursor("threads", query.cursor);
    conditions.push(sql`(t.updated_at, t.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  if (query.from_second !== undefined) conditions.push(sql`t.video_timestamp_seconds >= ${query.from_second}::int`);
  if (query.to_second !== undefined) conditions.push(sql`t.video_timestamp_seconds <= ${query.to_second}::int`);
  const list = query.unread ? unreadThreads : ownThreads;
  const page = await list(caller.user.id, query.limit, conditions);
  return cutPage("threads", page, toThread, (row) => [row.updated_at.toISOString(), row.id]);
}
