import type { CaptionTrack } from "#lib/contract/videos.ts";
import { read, sql } from "../db/sql";
import { type CaptionParts, offeredTracks, selectTracks } from "./caption-tracks";

/** What a course's page shows beside a video, and how far a video is that can't be played yet. */
export type VideoManagementRow = {
  id: string;
  captions: CaptionTrack[];
  poster: boolean;
  /** The upload that it plays; null for a video from elsewhere, and of the demo data. */
  version: string | null;
  /** Whether the whole file has arrived, or the video plays from elsewhere. */
  arrived: boolean;
  /** The progress of its processing, 0 to 99; null when it has not begun, or is over. */
  percent: number | null;
  /** Why it could not be processed. */
  problem: string | null;
  /** Whether a file is expected: the first one, or another one after a failure. */
  wants_file: boolean;
  /** Whether it plays a file of its own, which another one may replace. */
  has_file: boolean;
  /** Another file that is on its way, or did not come to be. */
  replacement: { uploaded: boolean; percent: number | null; failure: string | null } | null;
};

/** The rows of a course's videos, by video id. The page decides who may see what of them. */
export async function listVideoManagement(courseId: string): Promise<Map<string, VideoManagementRow>> {
  const rows = await read<Omit<VideoManagementRow, "captions"> & CaptionParts>(sql`
    SELECT v.id, ${selectTracks(sql`v`)}, v.poster_file IS NOT NULL AS poster, v.upload_id AS version,
           v.url IS NOT NULL OR v.file IS NOT NULL OR v.uploaded_at IS NOT NULL AS arrived, v.percent, v.failure AS problem,
           v.url IS NULL AND (v.status = 'failed' OR v.status = 'processing' AND v.uploaded_at IS NULL) AS wants_file,
           v.url IS NULL AND v.status = 'ready' AS has_file,
           CASE WHEN r.video_id IS NOT NULL
             THEN json_build_object('uploaded', r.uploaded_at IS NOT NULL, 'percent', r.percent, 'failure', r.failure) END AS replacement
    FROM videos v LEFT JOIN video_replacements r ON r.video_id = v.id WHERE v.course_id = ${courseId}::uuid AND v.deleted_at IS NULL`);
  return new Map(
    rows.map(({ captions_file, caption_tracks, ...row }) => [
      row.id,
      { ...row, captions: offeredTracks({ captions_file, caption_tracks }) },
    ]),
  );
}
