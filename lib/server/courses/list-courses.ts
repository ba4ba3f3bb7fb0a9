import type { Course, ListCoursesQuery } from "#lib/contract/courses";
import type { Caller } from "../auth/authenticate";
import { read, sql } from "../db/sql";
import { decodeCursor, type Page, pageOf } from "../page";
import { type CourseRow, selectCourses, toCourse } from "./course-rows";

/** Contract section 8, `GET /api/courses`: the catalogue, newest first. */
export async function listCourses({ caller, query }: { caller: Caller; query: ListCoursesQuery }): Promise<Page<Course>> {
  const [at, id] = query.cursor ? decodeCursor("courses", query.cursor) : [];
  const after = at === undefined ? sql`` : sql`WHERE (c.created_at, c.id) < (${at}::timestamptz, ${id}::uuid)`;
  const rows = await read<CourseRow>(
    sql`${selectCourses(caller.user.id)} ${after} ORDER BY c.created_at DESC, c.id DESC LIMIT ${query.limit + 1}`,
  );
  return pageOf("courses", rows, query.limit, toCourse, (row) => [row.created_at.toISOString(), row.id]);
}
