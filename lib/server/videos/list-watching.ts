import type { Caller } from "../caller";
import { read, sql } from "../db/sql";

/** A lecture that someone has begun, and where they stopped, in seconds. */
export type Watching = {
  id: string;
  title: string;
  course_title: string;
  seconds: number;
  duration_seconds: number | null;
  poster: boolean;
};

/** How near to the start or the end a position does not count as in the middle, in seconds. */
const startSeconds = 10;
const endSeconds = 15;

/** The videos that a student has begun and not finished, the latest first, in the courses they are in. */
export function listWatching(caller: Caller, limit: number): Promise<Watching[]> {
  return read<Watching>(sql`
    SELECT v.id, v.title, c.title AS course_title, p.seconds, v.duration_seconds, v.poster_file IS NOT NULL AS poster
    FROM video_progress p JOIN videos v ON v.id = p.video_id JOIN courses c ON c.id = v.course_id
    JOIN enrollments e ON e.course_id = c.id AND e.student_id = p.user_id
    WHERE p.user_id = ${caller.user.id}::uuid AND v.status = 'ready' AND v.deleted_at IS NULL AND c.deleted_at IS NULL
      AND p.seconds >= ${startSeconds} AND (v.duration_seconds IS NULL OR p.seconds <= v.duration_seconds - ${endSeconds})
    ORDER BY p.updated_at DESC LIMIT ${limit}`);
}
