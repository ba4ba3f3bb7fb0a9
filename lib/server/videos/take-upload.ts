import { Upload } from "@tus/server";
import { v4 as uuid } from "uuid";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { config } from "../config";
import { read, sql, write } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";
import { storage } from "../storage/storage";
import { requireVideo } from "./get-video";
import { beginReplacement, noteArrived, noteFailed, type UploadOwner } from "./replacement-upload";
import { uploadName } from "./upload-address";

const uploadNotFound = () => new AppError("not_found", "This upload is no longer there: begin it again");

/** A size in words, such as `5 GB`. */
const inWords = (bytes: number) => {
  const power = Math.min(4, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${["bytes", "KB", "MB", "GB", "TB"][power]}`;
};

/** The size of an upload. @param length the client's `Upload-Length` @throws AppError invalid_input, too_large */
async function requireLength(length: string | null): Promise<number> {
  if (length === null || !/^\d{1,15}$/.test(length)) throw new AppError("invalid_input", "Upload-Length must say how many bytes will come");
  const bytes = Number(length);
  if (bytes === 0) throw new AppError("invalid_input", "This file is empty");
  const { uploadMaxBytes } = config();
  if (bytes > uploadMaxBytes) throw new AppError("too_large", `A video may have at most ${inWords(uploadMaxBytes)}`);
  await storage().ensureSpace(bytes);
  return bytes;
}

/**
 * Begins an upload of a video's file, or of another file that was asked for. Replaces one that was not finished, or failed.
 * @returns the id of the upload
 * @throws AppError not_found, forbidden, conflict when the video has what it needs; invalid_input, too_large for the length
 */
export async function beginUpload(videoId: string, length: string | null, caller: Caller): Promise<string> {
  const { upload_id: before } = await requireVideo(videoId, "run", caller);
  const bytes = await requireLength(length);
  const id = uuid();
  const begun = await write<{ id: string }>(sql`
    UPDATE videos
    SET status = 'processing', upload_id = ${id}::uuid, upload_bytes = ${bytes}::int8, upload_touched_at = now(),
      uploaded_at = NULL, percent = NULL, failure = NULL
    WHERE id = ${videoId}::uuid AND deleted_at IS NULL AND url IS NULL
      AND (status = 'failed' OR status = 'processing' AND uploaded_at IS NULL)
    RETURNING id`);
  const replaced = begun.length > 0 ? before : await beginReplacement(videoId, id, bytes);
  if (replaced === undefined) throw new AppError("conflict", "This video has its file already");
  if (replaced) await discardUpload(videoId, replaced);
  await storage().uploads.create(new Upload({ id: uploadName(videoId, id), size: bytes, offset: 0 }));
  return id;
}

/** What a client asks when it comes back. A complete upload counts as whole, whatever was made of it meanwhile. */
export type StoredUpload = { bytes: number; isWhole: boolean };

/** @throws AppError not_found, also for an upload that was replaced by another; forbidden */
export async function requireUpload(videoId: string, uploadId: string, caller: Caller): Promise<StoredUpload> {
  const { upload_id, upload_bytes, uploaded_at } = await requireVideo(videoId, "run", caller);
  if (upload_id === uploadId && upload_bytes !== null) return { bytes: upload_bytes, isWhole: uploaded_at !== null };
  const [other] = await read<{ bytes: number; isWhole: boolean }>(sql`
    SELECT upload_bytes AS bytes, uploaded_at IS NOT NULL AS "isWhole" FROM video_replacements
    WHERE video_id = ${videoId}::uuid AND upload_id = ${uploadId}::uuid AND failure IS NULL`);
  if (!other) throw uploadNotFound();
  return other;
}

/** Notes that bytes came, so that the upload is kept for another day. */
export async function touchUpload(uploadId: string): Promise<void> {
  await write(sql`
    WITH other AS (UPDATE video_replacements SET touched_at = now() WHERE upload_id = ${uploadId}::uuid AND uploaded_at IS NULL)
    UPDATE videos SET upload_touched_at = now() WHERE upload_id = ${uploadId}::uuid AND uploaded_at IS NULL`);
}

/** Queues the processing of a complete upload. Does it once, however often it is called. */
export async function finishUpload(videoId: string, uploadId: string): Promise<void> {
  await commit(async ({ tx, emit, enqueue }) => {
    const [first] = await tx.$queryRaw<UploadOwner[]>`
      UPDATE videos v SET uploaded_at = now(), percent = 0 FROM courses c
      WHERE c.id = v.course_id AND v.id = ${videoId}::uuid AND v.upload_id = ${uploadId}::uuid AND v.uploaded_at IS NULL
        AND v.deleted_at IS NULL
      RETURNING c.id, c.lecturer_id AS lecturer`;
    const course = first ?? (await noteArrived(tx, videoId, uploadId));
    if (!course) return;
    await enqueue(first ? "process-video" : "replace-video", { videoId, uploadId }, -(await othersInLine(tx, course.lecturer, videoId)));
    emit(courseChanged(course.id, { videoId, userId: course.lecturer }));
  });
}

/** How many videos of a lecturer are queued already. Because the second video of one lecturer comes after the first of every other. */
async function othersInLine(tx: Tx, lecturerId: string, videoId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM videos v JOIN courses c ON c.id = v.course_id
    WHERE c.lecturer_id = ${lecturerId}::uuid AND v.status = 'processing' AND v.uploaded_at IS NOT NULL AND v.id <> ${videoId}::uuid`;
  return row?.count ?? 0;
}

/** Finishes a complete upload whose process ended before noting it. @returns whether it was complete */
export async function finishIfWhole(videoId: string, uploadId: string): Promise<boolean> {
  const upload = await storage()
    .uploads.getUpload(uploadName(videoId, uploadId))
    .catch(() => null);
  if (!upload || upload.offset !== upload.size) return false;
  await finishUpload(videoId, uploadId);
  return true;
}

/**
 * Marks a video, or another file of one that plays on, as failed, with a reason for the person who uploaded it, and removes the file.
 * Another one may be sent.
 */
export async function failUpload(videoId: string, uploadId: string, failure: string): Promise<void> {
  const [first] = await write<UploadOwner>(sql`
    UPDATE videos v SET status = 'failed', failure = ${failure}, percent = NULL FROM courses c
    WHERE c.id = v.course_id AND v.id = ${videoId}::uuid AND v.upload_id = ${uploadId}::uuid AND v.status = 'processing'
    RETURNING c.id, c.lecturer_id AS lecturer`);
  const course = first ?? (await noteFailed(videoId, uploadId, failure));
  if (!course) return;
  await discardUpload(videoId, uploadId);
  publish([courseChanged(course.id, { videoId, userId: course.lecturer })]);
}

/** Cancels an upload for its client. The video expects its file again. */
export async function cancelUpload(videoId: string, uploadId: string): Promise<void> {
  await write(sql`
    UPDATE videos SET upload_id = NULL, upload_bytes = NULL
    WHERE id = ${videoId}::uuid AND upload_id = ${uploadId}::uuid AND uploaded_at IS NULL`);
  await write(sql`
    DELETE FROM video_replacements WHERE video_id = ${videoId}::uuid AND upload_id = ${uploadId}::uuid AND uploaded_at IS NULL`);
  await discardUpload(videoId, uploadId);
}

/** Removes the file of an upload, complete or not, and what tus noted of it. */
export async function discardUpload(videoId: string, uploadId: string): Promise<void> {
  const name = uploadName(videoId, uploadId);
  // tus knows of parts in a bucket. A file that it no longer knows is removed by its name.
  await storage()
    .uploads.remove(name)
    .catch(() => storage().remove(name));
  await storage().dropUploadMetadata(name);
}
