import type { CaptionTrack } from "#lib/contract/videos.ts";
import { read, sql } from "../db/sql";
import { taughtCourseIds } from "../discussions/access";
import { type CaptionParts, offeredTracks, selectTracks } from "./caption-tracks";

/** The most videos that are answered for. */
const videosMax = 500;

type Row = CaptionParts & { id: string; duration_seconds: number | null; has_poster: boolean; has_file: boolean };
export type QueueMedia = { durationSeconds: number | null; captions: CaptionTrack[]; poster: boolean; still: boolean };

/** What players need of the videos with a question in somebody's queue, by the id of the video. */
export async function queueMedia(userId: string): Promise<Record<string, QueueMedia>> {
  const rows = await read<Row>(sql`
    SELECT v.id, v.duration_seconds, v.poster_file IS NOT NULL AS has_poster, v.url IS NULL AS has_file, ${selectTracks(sql`v`)}
    FROM videos v
    WHERE v.deleted_at IS NULL AND v.status = 'ready' AND v.course_id IN ${taughtCourseIds(userId)}
      AND EXISTS (SELECT 1 FROM threads t WHERE t.video_id = v.id AND t.waiting_since IS NOT NULL)
    ORDER BY v.created_at DESC, v.id LIMIT ${videosMax}`);
  const entries = rows.map((row) => [
    row.id,
    { durationSeconds: row.duration_seconds, captions: offeredTracks(row), poster: row.has_poster, still: row.has_file },
  ]);
  return Object.fromEntries(entries);
}
