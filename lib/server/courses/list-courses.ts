import type { Course, ListCoursesQuery } from "#lib/contract/courses";
import type { Caller } from "../auth/authenticate";
import { readWithin } from "../db/read-within";
import { sql } from "../db/sql";
import { cutPage, decodeCursor, type Page } from "../page";
import { type CourseRow, selectCourses, toCourse } from "./course-rows";

/** Contract section 8, `GET /api/courses`: the catalogue, newest first; a page is cut by its bytes as well. */
export async function listCourses({ caller, query }: { caller: Caller; query: ListCoursesQuery }): Promise<Page<Course>> {
  const [at, id] = query.cursor ? decodeCursor("courses", query.cursor) : [];
  const after = at === undefined ? sql`` : sql`WHERE (c.created_at, c.id) < (${at}::timestamptz, ${id}::uuid)`;
  const page = await readWithin<CourseRow>(sql`${selectCourses(caller.user.id)} ${after} ORDER BY c.created_at DESC, c.id DESC`, {
    order: sql`page.created_at DESC, page.id DESC`,
    bytes: sql`octet_length(page.description)`,
    limit: query.limit,
  });
  return cutPage("courses", page, toCourse, (row) => [row.created_at.toISOString(), row.id]);
}
