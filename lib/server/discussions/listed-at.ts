import { type Sql, sql } from "../db/sql";

/**
 * Where lists put a thread that changed at `at`: there, or 1 ms after the newest thread of those who take part where that one is of the future,
 * because the clock went back since. What changed last stands on top, whichever process wrote it and whatever its clock says; what is told of the
 * change, and the time of a message, keep to the clock. For `updated_at`. On a clock that goes forward it costs two looks into an index.
 */
export function listedAt(at: Sql, { student, lecturer }: { student: Sql; lecturer: Sql }): Sql {
  const newest = (whose: Sql) => sql`(
    SELECT newest.updated_at + interval '1 ms' FROM threads newest WHERE ${whose} AND newest.updated_at > ${at} ORDER BY newest.updated_at DESC LIMIT 1)`;
  return sql`greatest(${at}, ${newest(sql`newest.student_id = ${student}`)}, ${newest(sql`newest.lecturer_id = ${lecturer}`)})`;
}

/** The same for the row of `threads` that an UPDATE changes, at the time of `at`. */
export const listedNow = (at = new Date()): Sql =>
  listedAt(sql`${at}::timestamptz`, { student: sql`threads.student_id`, lecturer: sql`threads.lecturer_id` });
