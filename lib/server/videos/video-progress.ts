import type { IdParams } from "#lib/contract/courses.ts";
import type { ProgressBody, VideoProgress } from "#lib/contract/videos.ts";
import type { Caller } from "../caller";
import { requireCan } from "../course-access";
import { read, sql, write } from "../db/sql";
import { requireVideo } from "./get-video";

type Input = { caller: Caller; params: IdParams };
type Row = { seconds: number; updated_at: Date; watched: boolean };

const toProgress = (row: Row | undefined): VideoProgress => ({
  seconds: row?.seconds ?? 0,
  updated_at: row?.updated_at.toISOString() ?? null,
  watched: row?.watched ?? false,
});

/** `GET /api/videos/:id/progress`: where the student stopped watching. @throws AppError not_found, forbidden */
export async function getProgress({ caller, params }: Input): Promise<VideoProgress> {
  await requireWatcher(params.id, caller);
  const rows = await read<Row>(
    sql`SELECT seconds, updated_at, watched_at IS NOT NULL AS watched FROM video_progress
      WHERE user_id = ${caller.user.id}::uuid AND video_id = ${params.id}::uuid`,
  );
  return toProgress(rows[0]);
}

/**
 * `PUT /api/videos/:id/progress`: stores where the student stopped; the last request counts. Nine tenths through, the video is watched, and
 * stays so.
 * @throws AppError not_found, forbidden
 */
export async function putProgress({ caller, params, body }: Input & { body: ProgressBody }): Promise<VideoProgress> {
  await requireWatcher(params.id, caller);
  const rows = await write<Row>(sql`
    INSERT INTO video_progress (user_id, video_id, seconds, watched_at)
    SELECT ${caller.user.id}::uuid, id, ${body.seconds}::int,
      CASE WHEN duration_seconds > 0 AND ${body.seconds}::bigint * 10 >= duration_seconds::bigint * 9 THEN now() END
    FROM videos WHERE id = ${params.id}::uuid
    ON CONFLICT (user_id, video_id) DO UPDATE SET seconds = excluded.seconds, updated_at = now(),
      watched_at = coalesce(video_progress.watched_at, excluded.watched_at)
    RETURNING seconds, updated_at, watched_at IS NOT NULL AS watched`);
  return toProgress(rows[0]);
}

/** Only students of the course have a stored position. */
async function requireWatcher(videoId: string, caller: Caller): Promise<void> {
  const video = await requireVideo(videoId, "watch", caller);
  requireCan("saveProgress", video, caller);
}
