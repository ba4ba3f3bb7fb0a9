import type { CourseWithVideos, IdParams } from "#lib/contract/courses";
import type { Caller } from "../auth/authenticate";
import { read, sql } from "../db/sql";
import { courseOf, selectVideos, toVideo, type VideoRow } from "./course-rows";

/** Contract section 8, `GET /api/courses/:id`: any signed-in user; with its videos, the first lecture first. @throws AppError not_found */
export async function getCourse({ caller, params }: { caller: Caller; params: IdParams }): Promise<CourseWithVideos> {
  const course = await courseOf(params.id, caller);
  const videos = await read<VideoRow>(sql`${selectVideos} WHERE v.course_id = ${params.id}::uuid ORDER BY v.created_at, v.id`);
  return { ...course, videos: videos.map(toVideo) };
}
