import type { IdParams } from "#lib/contract/courses.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { lockCourseForUpdate } from "../course-access";
import { read, sql } from "../db/sql";
import { transaction } from "../db/transaction";
import { courseChanged } from "../events/outbound";
import type { Handler } from "../jobs/work";
import { retractMany } from "../notifications/fan-out";
import { removeVideo } from "../videos/delete-video";

/**
 * docs/contract.md section 8, `DELETE /api/courses/:id`: by its lecturer or an admin. The course, its videos and their threads vanish from
 * every read at once. A job retracts their notifications and removes the rows and files.
 * @throws AppError not_found, forbidden
 */
export async function deleteCourse({ caller, params }: { caller: Caller; params: IdParams }): Promise<null> {
  await commit(async ({ tx, emit, enqueue }) => {
    const { id } = await lockCourseForUpdate(tx, params.id, "run", caller);
    await tx.$executeRaw`UPDATE courses SET deleted_at = now() WHERE id = ${id}::uuid`;
    await tx.$executeRaw`UPDATE videos SET deleted_at = coalesce(deleted_at, now()) WHERE course_id = ${id}::uuid`;
    await enqueue("remove-course", { courseId: id });
    emit(courseChanged(id));
  });
  return null;
}

/** The job `remove-course`: what is left to do after a deletion. Every step may run again. */
export const removeCourse: Handler<"remove-course"> = async ({ courseId }, run) => {
  await retractMany(sql`n.subject_id = ${courseId}::uuid AND n.type = 'course/created'`, run);
  const videos = await read<{ id: string }>(sql`SELECT id FROM videos WHERE course_id = ${courseId}::uuid`);
  for (const { id } of videos) await removeVideo({ videoId: id }, run);
  await transaction((tx) => tx.$executeRaw`DELETE FROM courses WHERE id = ${courseId}::uuid AND deleted_at IS NOT NULL`);
};
