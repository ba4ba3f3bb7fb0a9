import type { IdParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import type { CaptionsBody } from "#lib/contract/videos";
import type { Caller } from "../auth/authenticate";
import { courseChanged } from "../courses/course-changed";
import { db } from "../db/client";
import { AppError } from "../errors";
import { publish } from "../realtime/bus";
import { storage } from "../storage/storage";
import { requireOwnVideo } from "./get-video";

type Input = { caller: Caller; params: IdParams };

/** `PUT /api/videos/:id/captions`: the owning lecturer or an admin; in place of what is there. @throws AppError not_found, forbidden */
export async function putCaptions({ caller, params, body }: Input & { body: CaptionsBody }): Promise<null> {
  const { id, course_id } = await requireOwnVideo(params.id, caller);
  const name = `${id}/captions.vtt`;
  await storage().put(name, { text: body.captions.replace(/^\ufeff/, "") }, "text/vtt; charset=utf-8");
  const { count } = await db().video.updateMany({ where: { id, deletedAt: null }, data: { captionsFile: name } });
  if (count === 0) {
    await storage().remove(name);
    throw new AppError("not_found", texts.videoNotFound);
  }
  publish([courseChanged(course_id, { videoId: id })]);
  return null;
}

/** `DELETE /api/videos/:id/captions`. @throws AppError not_found, forbidden */
export async function deleteCaptions({ caller, params }: Input): Promise<null> {
  const { id, course_id, captions_file } = await requireOwnVideo(params.id, caller);
  await db().video.updateMany({ where: { id }, data: { captionsFile: null } });
  // The demo's own lie elsewhere, and stay.
  if (captions_file?.startsWith(`${id}/`)) await storage().remove(captions_file);
  publish([courseChanged(course_id, { videoId: id })]);
  return null;
}
