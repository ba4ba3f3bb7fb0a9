import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { read, sql, write } from "../db/sql";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";
import { storage, workFolder } from "../storage/storage";
import { discardUpload, finishIfWhole } from "./take-upload";

const hourMs = 3600 * 1000;
/** How long an upload may rest before it is given up, and a killed process's files before they are removed. */
const abandonedMs = 24 * hourMs;

const neverCame = "The upload of the new file was not finished within a day.";

type Row = { id: string; course_id: string; upload_id: string | null; is_old: boolean };

/**
 * Gives up uploads that nobody has continued for a day: deletes the video that never got its file, and the part that came. An upload that
 * is whole, but whose process ended before noting it, is processed. May run twice, or in two processes at once.
 * @returns the number of videos given up
 */
export async function pruneUploads(now = new Date()): Promise<number> {
  await sweepWorkFolder(now);
  const longAgo = new Date(now.getTime() - abandonedMs);
  await storage().sweep(longAgo);
  const rows = await read<Row>(sql`
    SELECT id, course_id, upload_id, coalesce(upload_touched_at, created_at) < ${longAgo}::timestamptz AS is_old FROM videos
    WHERE status = 'processing' AND url IS NULL AND uploaded_at IS NULL AND deleted_at IS NULL
      AND coalesce(upload_touched_at, created_at) < ${new Date(now.getTime() - hourMs / 6)}::timestamptz`);
  let removedCount = 0;
  for (const { id, course_id, upload_id, is_old } of rows) {
    if (upload_id && (await finishIfWhole(id, upload_id))) continue;
    if (!is_old) continue;
    // Only if nobody has continued it meanwhile. A video with a question stays.
    const deleted = await write<{ id: string }>(sql`
      DELETE FROM videos v
      WHERE id = ${id}::uuid AND upload_id IS NOT DISTINCT FROM ${upload_id}::uuid AND uploaded_at IS NULL
        AND coalesce(upload_touched_at, created_at) < ${longAgo}::timestamptz
        AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.video_id = v.id)
      RETURNING id`);
    if (deleted.length === 0) continue;
    await storage().removeAll(id);
    publish([courseChanged(course_id, { videoId: id })]);
    removedCount++;
  }
  return removedCount + (await pruneReplacements(now, longAgo));
}

/** Says of other files of lectures that they never came. The lectures play on. */
async function pruneReplacements(now: Date, longAgo: Date): Promise<number> {
  const rows = await read<Row>(sql`
    SELECT r.video_id AS id, v.course_id, r.upload_id, r.touched_at < ${longAgo}::timestamptz AS is_old
    FROM video_replacements r JOIN videos v ON v.id = r.video_id
    WHERE r.uploaded_at IS NULL AND r.failure IS NULL AND r.touched_at < ${new Date(now.getTime() - hourMs / 6)}::timestamptz`);
  let removedCount = 0;
  for (const { id, course_id, upload_id, is_old } of rows) {
    if (upload_id && (await finishIfWhole(id, upload_id))) continue;
    if (!is_old) continue;
    const marked = await write(sql`
      UPDATE video_replacements SET failure = ${neverCame}
      WHERE video_id = ${id}::uuid AND upload_id IS NOT DISTINCT FROM ${upload_id}::uuid AND uploaded_at IS NULL
        AND touched_at < ${longAgo}::timestamptz
      RETURNING 1`);
    if (marked.length === 0) continue;
    if (upload_id) await discardUpload(id, upload_id);
    publish([courseChanged(course_id, { videoId: id })]);
    removedCount++;
  }
  return removedCount;
}

async function sweepWorkFolder(now: Date): Promise<void> {
  const names = await readdir(workFolder()).catch(() => []);
  for (const name of names) {
    const path = join(workFolder(), name);
    const info = await stat(path).catch(() => null);
    if (info && info.mtimeMs < now.getTime() - abandonedMs) await rm(path, { recursive: true, force: true });
  }
}
