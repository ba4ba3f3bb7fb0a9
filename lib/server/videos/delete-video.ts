import type { IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { type CourseAccess, partColumns, requireCan } from "../course-access";
import { sql } from "../db/sql";
import { transaction } from "../db/transaction";
import { removeThreads } from "../discussions/remove-threads";
import { AppError } from "../errors";
import { courseChanged } from "../events/outbound";
import type { Handler } from "../jobs/work";
import { retractMany } from "../notifications/fan-out";
import { removeVideoFiles } from "./remove-files";

/**
 * docs/contract.md section 8, `DELETE /api/videos/:id`: by the course's lecturer or an admin. The video and its threads vanish from every
 * read at once. A job retracts their notifications and removes the rows and files.
 * @throws AppError not_found, forbidden
 */
export async function deleteVideo({ caller, params }: { caller: Caller; params: IdParams }): Promise<null> {
  await commit(async ({ tx, emit, enqueue }) => {
    const [video] = await tx.$queryRaw<({ course_id: string } & Pick<CourseAccess, "lecturer_id" | "enrolled" | "staff_part">)[]>`
      SELECT v.course_id, ${partColumns(caller.user.id)} FROM videos v JOIN courses c ON c.id = v.course_id
      WHERE v.id = ${params.id}::uuid AND v.deleted_at IS NULL AND c.deleted_at IS NULL FOR UPDATE OF v`;
    if (!video) throw new AppError("not_found", texts.videoNotFound);
    requireCan("run", video, caller);
    await tx.$executeRaw`UPDATE videos SET deleted_at = now() WHERE id = ${params.id}::uuid`;
    await enqueue("remove-video", { videoId: params.id });
    emit(courseChanged(video.course_id, { videoId: params.id }));
  });
  return null;
}

/** The job `remove-video`: what is left to do after a deletion. Every step may run again. */
export const removeVideo: Handler<"remove-video"> = async ({ videoId }, run) => {
  await retractMany(sql`n.subject_id = ${videoId}::uuid AND n.type = 'video/uploaded'`, run);
  await removeThreads(videoId, run.signal);
  await removeVideoFiles(videoId);
  await transaction((tx) => tx.$executeRaw`DELETE FROM videos WHERE id = ${videoId}::uuid AND deleted_at IS NOT NULL`);
};
