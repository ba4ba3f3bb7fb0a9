import type { IdParams, Video } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import type { Caller } from "../auth/authenticate";
import { selectVideos, toVideo, type VideoRow } from "../courses/course-rows";
import { read, sql } from "../db/sql";
import { AppError } from "../errors";

/** Where a video's parts are: an https address elsewhere, or files below DATA_DIR/media. */
export type VideoParts = {
  url: string | null;
  file: string | null;
  content_type: string | null;
  captions_file: string | null;
  poster_file: string | null;
  lecturer_id: string;
};

type Row = VideoRow & VideoParts & { enrolled: boolean };

/** Enrolled students, the owning lecturer and admins may see a video. @throws AppError not_found, forbidden (for a student: `You are not enrolled in this course`) */
export async function requireVideo(id: string, caller: Caller): Promise<Row> {
  const [row] = await read<Row>(sql`
    SELECT video.*, w.url, w.file, w.content_type, w.captions_file, w.poster_file, c.lecturer_id,
           EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = c.id AND e.student_id = ${caller.user.id}::uuid) AS enrolled
    FROM (${selectVideos} WHERE v.id = ${id}::uuid) video JOIN videos w ON w.id = video.id JOIN courses c ON c.id = video.course_id`);
  if (!row) throw new AppError("not_found", texts.videoNotFound);
  const may = row.enrolled || row.lecturer_id === caller.user.id || caller.user.role === "admin";
  if (!may) throw new AppError("forbidden", caller.user.role === "student" ? texts.notEnrolled : texts.notAllowed);
  return row;
}

/** Contract section 8, `GET /api/videos/:id`. @throws AppError not_found, forbidden */
export async function getVideo({ caller, params }: { caller: Caller; params: IdParams }): Promise<Video> {
  const { id, course_id, title, description, duration_seconds, status, created_at } = await requireVideo(params.id, caller);
  return toVideo({ id, course_id, title, description, duration_seconds, status, created_at });
}
