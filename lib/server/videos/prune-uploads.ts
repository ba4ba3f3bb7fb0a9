import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { query } from "../db/client";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";
import { storage, workFolder } from "../storage/storage";
import { finishIfWhole } from "./take-upload";

const hour = 3600 * 1000;
/** How long an upload may rest before it is given up, and a killed process's files before they are removed. */
const patience = 24 * hour;

type Row = { id: string; course_id: string; upload_id: string | null; is_old: boolean };

/**
 * Gives up uploads that nobody has continued for a day: deletes the video that never got its file, and the part that came. An upload that
 * is whole, but whose process ended before noting it, is processed. May run twice, or in two processes at once.
 * @returns the number of videos given up
 */
export async function pruneUploads(now = new Date()): Promise<number> {
  await sweepWorkFolder(now);
  await storage().sweep(new Date(now.getTime() - patience));
  const rows = await query<Row>(
    `SELECT id, course_id, upload_id, coalesce(upload_touched_at, created_at) < $1 AS is_old FROM videos
     WHERE status = 'processing' AND url IS NULL AND uploaded_at IS NULL AND deleted_at IS NULL AND coalesce(upload_touched_at, created_at) < $2`,
    [new Date(now.getTime() - patience), new Date(now.getTime() - hour / 6)],
  );
  let gone = 0;
  for (const { id, course_id, upload_id, is_old } of rows) {
    if (upload_id && (await finishIfWhole(id, upload_id))) continue;
    if (!is_old) continue;
    // Only if nobody has continued it meanwhile. A video with a question stays.
    const deleted = await query<{ id: string }>(
      `DELETE FROM videos v WHERE id = $1 AND upload_id IS NOT DISTINCT FROM $2 AND uploaded_at IS NULL AND coalesce(upload_touched_at, created_at) < $3
       AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.video_id = v.id) RETURNING id`,
      [id, upload_id, new Date(now.getTime() - patience)],
    );
    if (deleted.length === 0) continue;
    await storage().removeAll(id);
    publish([courseChanged(course_id, { videoId: id })]);
    gone++;
  }
  return gone;
}

async function sweepWorkFolder(now: Date): Promise<void> {
  const names = await readdir(workFolder()).catch(() => []);
  for (const name of names) {
    const path = join(workFolder(), name);
    const info = await stat(path).catch(() => null);
    if (info && info.mtimeMs < now.getTime() - patience) await rm(path, { recursive: true, force: true });
  }
}
