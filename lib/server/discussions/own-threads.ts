import { readWithin } from "../db/read-within";
import { joinSql, type Sql, sql } from "../db/sql";
import { isCurrentLecturerSql } from "./access";
import { bytesOfThread, selectThreads, type ThreadRow } from "./thread-rows";

/**
 * The threads in which someone takes part, `updated_at` newest first. Goes by the part in the thread and not by the person's role now, as
 * the counts do. `and` gives more conditions over `threads t` for each part. Reads the first rows of two lists, each by its index, because
 * OR would use none. At most `limit`, fewer where they hold too much text; `more` when there are more.
 */
export async function ownThreads(
  userId: string,
  limit: number,
  and: (part: "student" | "lecturer") => Sql[],
): Promise<{ rows: ThreadRow[]; more: boolean }> {
  const first = (...conditions: Sql[]) =>
    sql`(${selectThreads} WHERE ${joinSql(conditions, " AND ")} ORDER BY t.updated_at DESC, t.id DESC LIMIT ${limit + 1})`;
  const asked = first(sql`t.student_id = ${userId}::uuid`, ...and("student"));
  // A person who asked and later got the course takes part once.
  const taught = first(isCurrentLecturerSql(userId), sql`t.student_id <> ${userId}::uuid`, ...and("lecturer"));
  const own = sql`SELECT own.* FROM (${asked} UNION ALL ${taught}) own ORDER BY own.updated_at DESC, own.id DESC`;
  return readWithin<ThreadRow>(own, { order: sql`page.updated_at DESC, page.id DESC`, bytes: bytesOfThread(sql`page`), limit });
}
