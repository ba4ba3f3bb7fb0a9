import { type Sql, sql } from "../db/sql";

/**
 * The `updated_at` of a thread that changed at `at`, by which lists sort. When the clock went back, it is 1 ms after the newest thread of
 * its participants, so the last change is on top whichever process wrote it. Notifications and times of messages keep to the clock. With a
 * clock that goes forward it costs two look-ups in an index.
 */
export function listedAt(at: Sql, { student, lecturer }: { student: Sql; lecturer: Sql }): Sql {
  const newest = (whose: Sql) => sql`(
    SELECT newest.updated_at + interval '1 ms'
    FROM threads newest
    WHERE ${whose} AND newest.updated_at > ${at}
    ORDER BY newest.updated_at DESC LIMIT 1)`;
  return sql`greatest(${at}, ${newest(sql`newest.student_id = ${student}`)}, ${newest(sql`newest.lecturer_id = ${lecturer}`)})`;
}

/** The same for the row of `threads` that an UPDATE changes at the time `at`. */
export const listedNow = (at = new Date()): Sql =>
  listedAt(sql`${at}::timestamptz`, { student: sql`threads.student_id`, lecturer: sql`threads.lecturer_id` });
