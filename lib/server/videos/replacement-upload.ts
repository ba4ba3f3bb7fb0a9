import { sql, write } from "../db/sql";
import type { Tx } from "../db/transaction";

/** The course of an upload, and its lecturer. Their lists show how far it is. */
export type UploadOwner = { id: string; lecturer: string };

/**
 * Begins the upload of another file for a lecture, which was asked for. One that is being prepared is not replaced.
 * @returns the upload before it, null for none; undefined when no file is expected
 */
export async function beginReplacement(videoId: string, uploadId: string, bytes: number): Promise<string | null | undefined> {
  const [begun] = await write<{ before: string | null }>(sql`
    UPDATE video_replacements r
    SET upload_id = ${uploadId}::uuid, upload_bytes = ${bytes}::int8, touched_at = now(), uploaded_at = NULL, percent = NULL, failure = NULL
    FROM (SELECT video_id, upload_id FROM video_replacements WHERE video_id = ${videoId}::uuid FOR UPDATE) was
    WHERE r.video_id = was.video_id AND (r.uploaded_at IS NULL OR r.failure IS NOT NULL)
      AND EXISTS (SELECT 1 FROM videos v WHERE v.id = r.video_id AND v.status = 'ready' AND v.deleted_at IS NULL)
    RETURNING was.upload_id AS before`);
  return begun?.before;
}

/** Notes that all of another file has arrived. @returns null when it is no such upload, or was noted before */
export async function noteArrived(tx: Tx, videoId: string, uploadId: string): Promise<UploadOwner | null> {
  const [course] = await tx.$queryRaw<UploadOwner[]>`
    UPDATE video_replacements r SET uploaded_at = now(), percent = 0 FROM videos v JOIN courses c ON c.id = v.course_id
    WHERE v.id = r.video_id AND r.video_id = ${videoId}::uuid AND r.upload_id = ${uploadId}::uuid AND r.uploaded_at IS NULL
      AND v.deleted_at IS NULL
    RETURNING c.id, c.lecturer_id AS lecturer`;
  return course ?? null;
}

/** Notes why another file can't take its place. The lecture plays on as it was. */
export async function noteFailed(videoId: string, uploadId: string, failure: string): Promise<UploadOwner | null> {
  const [course] = await write<UploadOwner>(sql`
    UPDATE video_replacements r SET failure = ${failure}, percent = NULL FROM videos v JOIN courses c ON c.id = v.course_id
    WHERE v.id = r.video_id AND r.video_id = ${videoId}::uuid AND r.upload_id = ${uploadId}::uuid AND r.failure IS NULL
    RETURNING c.id, c.lecturer_id AS lecturer`);
  return course ?? null;
}
