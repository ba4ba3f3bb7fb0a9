import type { IdParams } from "#lib/contract/courses";
import type { ProgressBody, VideoProgress } from "#lib/contract/videos";
import type { Caller } from "../caller";
import { requireMay } from "../course-access";
import { query } from "../db/client";
import { requireVideo } from "./get-video";

type Input = { caller: Caller; params: IdParams };
type Row = { seconds: number; updated_at: Date };

const toProgress = (row: Row | undefined): VideoProgress => ({
  seconds: row?.seconds ?? 0,
  updated_at: row?.updated_at.toISOString() ?? null,
});

/** `GET /api/videos/:id/progress`: where the student stopped watching. @throws AppError not_found, forbidden */
export async function getProgress({ caller, params }: Input): Promise<VideoProgress> {
  await requireWatcher(params.id, caller);
  const rows = await query<Row>("SELECT seconds, updated_at FROM video_progress WHERE user_id = $1 AND video_id = $2", [
    caller.user.id,
    params.id,
  ]);
  return toProgress(rows[0]);
}

/** `PUT /api/videos/:id/progress`: stores where the student stopped; the last request counts. @throws AppError not_found, forbidden */
export async function putProgress({ caller, params, body }: Input & { body: ProgressBody }): Promise<VideoProgress> {
  await requireWatcher(params.id, caller);
  const rows = await query<Row>(
    `INSERT INTO video_progress (user_id, video_id, seconds) SELECT $1, id, $3 FROM videos WHERE id = $2
     ON CONFLICT (user_id, video_id) DO UPDATE SET seconds = excluded.seconds, updated_at = now() RETURNING seconds, updated_at`,
    [caller.user.id, params.id, body.seconds],
  );
  return toProgress(rows[0]);
}

/** Only students of the course have a stored position. */
async function requireWatcher(videoId: string, caller: Caller): Promise<void> {
  const video = await requireVideo(videoId, "watch", caller);
  requireMay("keepProgress", video, caller);
}
