import type { Course, ListCoursesQuery } from "#lib/contract/courses.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { isOwnCourseSql } from "../course-access";
import { readWithin } from "../db/read-within";
import { firstRows, inlineNumber, joinSql, type Sql, sql } from "../db/sql";
import { cutPage, decodeCursor, type Page } from "../pagination";
import { type CourseRow, selectCourses, toCourse } from "./course-rows";

type Input = { caller: Caller; query: ListCoursesQuery /** Only courses that the caller is enrolled in or teaches. */; own?: boolean };

/** docs/contract.md section 8, `GET /api/courses`: the catalogue, newest first. A page is also limited in bytes. */
export async function listCourses({ caller, query, own = false }: Input): Promise<Page<Course>> {
  const conditions = [sql`true`];
  if (own) conditions.push(isOwnCourseSql(caller.user.id));
  if (query.cursor) {
    const [at, id] = decodeCursor("courses", query.cursor);
    conditions.push(sql`(c.created_at, c.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const newest = sql`${selectCourses(caller.user.id)} WHERE ${joinSql(conditions, " AND ")} ORDER BY c.created_at DESC, c.id DESC`;
  const courses = sql`
    SELECT listed.*, ${newThreads(caller.user.id)} AS new_threads, ${lecturesOf(caller.user.id)}
    FROM (${firstRows(newest, query.limit + 1)}) listed
    ORDER BY listed.created_at DESC, listed.id DESC`;
  const page = await readWithin<CourseRow>(courses, {
    order: sql`page.created_at DESC, page.id DESC`,
    bytes: sql`octet_length(page.description)`,
    limit: query.limit,
  });
  return cutPage("courses", page, toCourse, (row) => [row.created_at.toISOString(), row.id]);
}

/** The numbers of lectures that can be watched in the course `listed`, and of those that someone has; null outside of it. */
const lecturesOf = (userId: string): Sql => sql`
  CASE WHEN listed.enrolled THEN (
    SELECT count(*)::int FROM videos v WHERE v.course_id = listed.id AND v.status = 'ready' AND v.deleted_at IS NULL) END AS lectures,
  CASE WHEN listed.enrolled THEN (
    SELECT count(*)::int FROM videos v JOIN video_progress p ON p.video_id = v.id AND p.user_id = ${userId}::uuid
    WHERE v.course_id = listed.id AND v.status = 'ready' AND v.deleted_at IS NULL AND p.watched_at IS NOT NULL) END AS watched`;

/** The number of class threads by others that came since someone last saw the feed of the course `listed`; 0 outside of it. */
const newThreads = (userId: string): Sql => sql`
  CASE WHEN listed.staff_part IS NULL AND NOT listed.enrolled THEN 0 ELSE (
    SELECT count(*)::int FROM (
      SELECT 1 FROM threads t LEFT JOIN videos v ON v.id = t.video_id
      WHERE t.course_id = listed.id AND t.visibility = 'class' AND t.student_id <> ${userId}::uuid AND v.deleted_at IS NULL
        AND t.class_seq > coalesce((
          SELECT seen.seq FROM course_seen seen WHERE seen.course_id = listed.id AND seen.user_id = ${userId}::uuid), 0)
      LIMIT ${inlineNumber(limits.countCap)}) unseen) END`;
