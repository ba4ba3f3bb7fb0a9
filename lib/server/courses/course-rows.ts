import type { StaffPart } from "#lib/contract/class.ts";
import type { Course } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { partColumns, shownPart } from "../course-access";
import { read, type Sql, sql } from "../db/sql";
import { AppError } from "../errors";
import { nameSql } from "../people/names";

export type CourseRow = Omit<Course, "archived_at" | "created_at" | "my_part" | "lectures" | "watched"> & {
  lectures?: number | null;
  watched?: number | null;
  archived_at: Date | null;
  created_at: Date;
  staff_part: StaffPart | null;
};
/** `SELECT` of courses `c` that are not deleted, as `userId` sees them; to be followed by a condition. */
export const selectCourses = (userId: string): Sql => sql`
  SELECT c.id, c.title, c.description, ${nameSql(sql`l`)} AS lecturer_name, ${partColumns(userId)}, c.archived_at, c.created_at
  FROM courses c JOIN users l ON l.id = c.lecturer_id AND c.deleted_at IS NULL`;

/** A course as REST shows it. */
export const toCourse = (row: CourseRow): Course => ({
  id: row.id,
  title: row.title,
  description: row.description,
  lecturer_id: row.lecturer_id,
  lecturer_name: row.lecturer_name,
  enrolled: row.enrolled,
  archived_at: row.archived_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  my_part: shownPart(row),
  ...(row.new_threads !== undefined && { new_threads: row.new_threads }),
  ...(typeof row.lectures === "number" && { lectures: row.lectures, watched: row.watched ?? 0 }),
});

/** One course as the caller sees it. @throws AppError not_found */
export async function requireVisibleCourse(id: string, caller: Caller): Promise<Course> {
  const [row] = await read<CourseRow>(sql`${selectCourses(caller.user.id)} WHERE c.id = ${id}::uuid`);
  if (!row) throw new AppError("not_found", texts.courseNotFound);
  return toCourse(row);
}
