import { v7 as uuid } from "uuid";
import type { CreatedVideo, CreateVideoBody, IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { commitDeferred } from "../commit";
import { lockCourseForShare } from "../course-access";
import { AppError } from "../errors";
import { courseChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { announceVideo } from "./announce-video";
import { getVideo } from "./get-video";
import { uploadUrl } from "./upload-address";

type Input = { caller: Caller; params: IdParams; body: CreateVideoBody; request: RequestContext };

/**
 * docs/contract.md section 8, `POST /api/courses/:id/videos`: by the owning lecturer or an admin. With `url` the video can be played at
 * once and the course is notified. Without, its file is expected at `upload_url`.
 * @throws AppError not_found, forbidden; conflict for a course that is full
 */
export async function createVideo({ caller, params, body, request }: Input): Promise<CreatedVideo> {
  const id = uuid();
  const { title, description, url } = body;
  const { publishEmitted } = await commitDeferred(async (unit) => {
    const { tx } = unit;
    await lockCourseForShare(tx, params.id, "run", caller);
    const [row] = await tx.$queryRaw<{ videos: number }[]>`
      SELECT count(*)::int AS videos FROM videos WHERE course_id = ${params.id}::uuid AND deleted_at IS NULL`;
    if (row && row.videos >= limits.videosPerCourse) throw new AppError("conflict", texts.courseIsFull);
    await tx.video.create({
      data: { id, courseId: params.id, title, description, url: url ?? null, status: url === undefined ? "processing" : "ready" },
    });
    if (url !== undefined) await announceVideo(unit, id);
    unit.emit(courseChanged(params.id, { videoId: id }));
  });
  // The events go out after the answer is read, because every connected client then loads its list again. They also go out when reading
  // fails.
  const video = await getVideo({ caller, params: { id } }).finally(publishEmitted);
  return url === undefined ? { ...video, upload_url: uploadUrl(id, request.headers) } : video;
}
