import type { Course, ListCoursesQuery } from "#lib/contract/courses.ts";
import type { Caller } from "../caller";
import { isOwnSql } from "../course-access";
import { readWithin } from "../db/read-within";
import { joinSql, sql } from "../db/sql";
import { cutPage, decodeCursor, type Page } from "../pagination";
import { type CourseRow, selectCourses, toCourse } from "./course-rows";

type Input = { caller: Caller; query: ListCoursesQuery /** Only courses that the caller is enrolled in or teaches. */; own?: boolean };

/** docs/contract.md section 8, `GET /api/courses`: the catalogue, newest first. A page is also limited in bytes. */
export async function listCourses({ caller, query, own = false }: Input): Promise<Page<Course>> {
  const conditions = [sql`true`];
  if (own) conditions.push(isOwnSql(caller.user.id));
  if (query.cursor) {
    const [at, id] = decodeCursor("courses", query.cursor);
    conditions.push(sql`(c.created_at, c.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const courses = sql`${selectCourses(caller.user.id)} WHERE ${joinSql(conditions, " AND ")} ORDER BY c.created_at DESC, c.id DESC`;
  const page = await readWithin<CourseRow>(courses, {
    order: sql`page.created_at DESC, page.id DESC`,
    bytes: sql`octet_length(page.description)`,
    limit: query.limit,
  });
  return cutPage("courses", page, toCourse, (row) => [row.created_at.toISOString(), row.id]);
}
