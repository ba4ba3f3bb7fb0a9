import type { IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Replacement } from "#lib/contract/videos.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { AppError } from "../errors";
import { courseChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { requireVideo } from "./get-video";
import { discardUpload } from "./take-upload";
import { uploadUrl } from "./upload-address";

type Input = { caller: Caller; params: IdParams };

/**
 * `POST /api/videos/:id/replacement`: by the people who run the course. From now on the lecture expects another file at `upload_url`, and
 * plays the present one until that is ready. Asking again changes nothing, and forgets why an earlier file failed.
 * @throws AppError not_found, forbidden; conflict for a lecture without a file of its own, or while another one is being prepared
 */
export async function requestReplacement({ caller, params, request }: Input & { request: RequestContext }): Promise<Replacement> {
  const { id, course_id, url } = await requireVideo(params.id, "run", caller);
  await commit(async ({ tx, emit }) => {
    const [video] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM videos WHERE id = ${id}::uuid AND status = 'ready' AND deleted_at IS NULL FOR UPDATE`;
    if (!video || url !== null) throw new AppError("conflict", texts.notReplaceable);
    const asked = await tx.$executeRaw`
      INSERT INTO video_replacements (video_id) VALUES (${id}::uuid)
      ON CONFLICT (video_id) DO UPDATE SET failure = NULL, touched_at = now(),
        uploaded_at = CASE WHEN video_replacements.failure IS NULL THEN video_replacements.uploaded_at END,
        upload_id = CASE WHEN video_replacements.failure IS NULL THEN video_replacements.upload_id END
      WHERE video_replacements.uploaded_at IS NULL OR video_replacements.failure IS NOT NULL`;
    if (asked === 0) throw new AppError("conflict", texts.replacementRuns);
    emit(courseChanged(course_id, { videoId: id, userId: caller.user.id }));
  });
  return { upload_url: uploadUrl(id, request.headers) };
}

/** `DELETE /api/videos/:id/replacement`: no other file is expected any more. What came of it goes. @throws AppError not_found, forbidden */
export async function cancelReplacement({ caller, params }: Input): Promise<null> {
  const { id, course_id } = await requireVideo(params.id, "run", caller);
  const discarded = await commit(async ({ tx, emit }) => {
    const [row] = await tx.$queryRaw<{ upload_id: string | null }[]>`
      DELETE FROM video_replacements WHERE video_id = ${id}::uuid RETURNING upload_id`;
    if (row) emit(courseChanged(course_id, { videoId: id, userId: caller.user.id }));
    return row?.upload_id ?? null;
  });
  if (discarded) await discardUpload(id, discarded);
  return null;
}
