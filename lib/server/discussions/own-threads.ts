import { readWithin } from "../db/read-within";
import { joinSql, type Sql, sql } from "../db/sql";
import { isCurrentLecturerSql } from "./access";
import { bytesOfThread, selectThreads, type ThreadRow } from "./thread-rows";

/**
 * The threads in which someone takes part, `updated_at` newest first: by the part, not by the role of today, as they are counted. `and` gives
 * more conditions over `threads t` for each part. Two lists, each by its index, of which the first are taken: with OR there would be none.
 * At most `limit`, fewer where they would hold too much text; `more` when there are more.
 */
export async function ownThreads(
  userId: string,
  limit: number,
  and: (part: "student" | "lecturer") => Sql[],
): Promise<{ rows: ThreadRow[]; more: boolean }> {
  const first = (...conditions: Sql[]) =>
    sql`(${selectThreads} WHERE ${joinSql(conditions, " AND ")} ORDER BY t.updated_at DESC, t.id DESC LIMIT ${limit + 1})`;
  const asked = first(sql`t.student_id = ${userId}::uuid`, ...and("student"));
  // Who asked and was given the course later takes part once.
  const taught = first(isCurrentLecturerSql(userId), sql`t.student_id <> ${userId}::uuid`, ...and("lecturer"));
  const own = sql`SELECT own.* FROM (${asked} UNION ALL ${taught}) own ORDER BY own.updated_at DESC, own.id DESC`;
  return readWithin<ThreadRow>(own, { order: sql`page.updated_at DESC, page.id DESC`, bytes: bytesOfThread(sql`page`), limit });
}
