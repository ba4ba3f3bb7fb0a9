import type { CourseWithVideos, IdParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import type { Caller } from "../auth/authenticate";
import { read, sql } from "../db/sql";
import { AppError } from "../errors";
import { type CourseRow, selectCourses, selectVideos, toCourse, toVideo, type VideoRow } from "./course-rows";

/** Contract section 8, `GET /api/courses/:id`: any signed-in user; with its videos, the first lecture first. @throws AppError not_found */
export async function getCourse({ caller, params }: { caller: Caller; params: IdParams }): Promise<CourseWithVideos> {
  const [row] = await read<CourseRow>(sql`${selectCourses(caller.user.id)} WHERE c.id = ${params.id}::uuid`);
  if (!row) throw new AppError("not_found", texts.courseNotFound);
  const videos = await read<VideoRow>(sql`${selectVideos} WHERE v.course_id = ${params.id}::uuid ORDER BY v.created_at, v.id`);
  return { ...toCourse(row), videos: videos.map(toVideo) };
}
