import type { Course, Video } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import type { Caller } from "../auth/authenticate";
import { read, type Sql, sql } from "../db/sql";
import { nameOf } from "../discussions/thread-rows";
import { AppError } from "../errors";

export type CourseRow = Omit<Course, "archived_at" | "created_at"> & { archived_at: Date | null; created_at: Date };
export type VideoRow = Omit<Video, "created_at"> & { created_at: Date };

/** `SELECT` of courses `c` as `userId` sees them, without deleted ones; goes on with a condition. */
export const selectCourses = (userId: string): Sql => sql`
  SELECT c.id, c.title, c.description, c.lecturer_id, ${nameOf(sql`l`)} AS lecturer_name,
         EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = c.id AND e.student_id = ${userId}::uuid) AS enrolled, c.archived_at, c.created_at
  FROM courses c JOIN users l ON l.id = c.lecturer_id AND c.deleted_at IS NULL`;

/** `SELECT` of videos `v`, without deleted ones; goes on with a condition. */
export const selectVideos: Sql = sql`
  SELECT v.id, v.course_id, v.title, v.description, v.duration_seconds, v.status, v.created_at
  FROM videos v JOIN courses live ON live.id = v.course_id AND live.deleted_at IS NULL AND v.deleted_at IS NULL`;

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
});

/** One course as the caller sees it. @throws AppError not_found */
export async function courseOf(id: string, caller: Caller): Promise<Course> {
  const [row] = await read<CourseRow>(sql`${selectCourses(caller.user.id)} WHERE c.id = ${id}::uuid`);
  if (!row) throw new AppError("not_found", texts.courseNotFound);
  return toCourse(row);
}

/** A video as REST shows it. */
export const toVideo = (row: VideoRow): Video => ({
  id: row.id,
  course_id: row.course_id,
  title: row.title,
  description: row.description,
  duration_seconds: row.duration_seconds,
  status: row.status,
  created_at: row.created_at.toISOString(),
});
