import type { IdParams, PatchVideoBody, Video } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { sql, write } from "../db/sql";
import { AppError, invalidField } from "../errors";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";
import { getVideo, requireVideo } from "./get-video";

type Input = { caller: Caller; params: IdParams; body: PatchVideoBody };

/**
 * docs/contract.md section 8, `PATCH /api/videos/:id`: by the owning lecturer or an admin.
 * @throws AppError not_found, forbidden, invalid_input
 */
export async function changeVideo({ caller, params, body }: Input): Promise<Video> {
  const { id, course_id, url } = await requireVideo(params.id, "run", caller);
  if (body.url !== undefined && url === null) throw invalidField("url", "belongs to videos from elsewhere; this one has a file of its own");
  const [changed] = await write(sql`
    UPDATE videos
    SET title = coalesce(${body.title ?? null}, title), description = coalesce(${body.description ?? null}, description),
      url = coalesce(${body.url ?? null}, url)
    WHERE id = ${id}::uuid AND deleted_at IS NULL RETURNING 1`);
  if (!changed) throw new AppError("not_found", texts.videoNotFound);
  publish([courseChanged(course_id, { videoId: id })]);
  return getVideo({ caller, params });
}
