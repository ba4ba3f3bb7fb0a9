import type { Unit } from "../commit";
import { read, sql } from "../db/sql";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";
import type { Handler } from "../jobs/work";
import { notifyMany } from "../notifications/fan-out";

/**
 * Queues the notification of a video's course, within the transaction that makes the video playable. Does it once, however often it is
 * called.
 */
export async function announceVideo({ tx, enqueue }: Unit, videoId: string): Promise<void> {
  const first = await tx.$executeRaw`
    UPDATE videos SET announced_at = now()
    WHERE id = ${videoId}::uuid AND status = 'ready' AND announced_at IS NULL AND deleted_at IS NULL`;
  if (first > 0) await enqueue("tell-of-video", { videoId });
}

type Row = { title: string; course_id: string; course_title: string; lecturer_id: string; announced_at: Date };

/** The job `tell-of-video`: sends `video/uploaded` (docs/contract.md section 5) to the enrolled students. */
export const notifyVideoUploaded: Handler<"tell-of-video"> = async ({ videoId }, { signal }) => {
  const live = sql`v.id = ${videoId}::uuid AND v.deleted_at IS NULL AND v.announced_at IS NOT NULL`;
  const [video] = await read<Row>(sql`
    SELECT v.title, v.course_id, c.title AS course_title, c.lecturer_id, v.announced_at
    FROM videos v JOIN courses c ON c.id = v.course_id
    WHERE ${live}`);
  if (!video) return;
  publish([courseChanged(video.course_id, { videoId })]);
  const payload = {
    videoId,
    videoTitle: video.title,
    courseId: video.course_id,
    courseTitle: video.course_title,
    lecturerId: video.lecturer_id,
    timestamp: video.announced_at.toISOString(),
  };
  await notifyMany(
    { type: "video/uploaded", payload, subjectId: videoId },
    {
      recipients: sql`
        SELECT e.student_id AS user_id FROM enrollments e JOIN users u ON u.id = e.student_id
        WHERE e.course_id = ${video.course_id}::uuid AND u.deleted_at IS NULL`,
      subject: sql`SELECT 1 FROM videos v WHERE ${live} FOR SHARE`,
      signal,
    },
  );
};
