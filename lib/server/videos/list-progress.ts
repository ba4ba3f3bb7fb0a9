import type { Caller } from "../caller";
import { read, sql } from "../db/sql";

/** How far someone is in a lecture: where they stopped, in seconds, and whether they have watched it. */
export type LectureProgress = { seconds: number; watched: boolean };

/** How far the caller is in the lectures of a course, by the id of the video. Lectures that they never opened are left out. */
export async function listProgress(caller: Caller, courseId: string): Promise<Map<string, LectureProgress>> {
  const rows = await read<LectureProgress & { id: string }>(sql`
    SELECT v.id, p.seconds, p.watched_at IS NOT NULL AS watched
    FROM videos v JOIN video_progress p ON p.video_id = v.id AND p.user_id = ${caller.user.id}::uuid
    WHERE v.course_id = ${courseId}::uuid AND v.deleted_at IS NULL`);
  return new Map(rows.map(({ id, seconds, watched }) => [id, { seconds, watched }]));
}
