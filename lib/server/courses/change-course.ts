import type { Course, IdParams, PatchCourseBody } from "#lib/contract/courses.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { lockCourseForUpdate, requireLecturer, requireMay } from "../course-access";
import { joinSql, type Sql, sql } from "../db/sql";
import { courseChanged } from "../events/outbound";
import { courseOf } from "./course-rows";

type Input = { caller: Caller; params: IdParams; body: PatchCourseBody };

/**
 * docs/contract.md section 8, `PATCH /api/courses/:id`: by its lecturer or an admin. An archived course can be read and takes no new
 * questions or people. An admin may name a new lecturer, who has the course at once; a job moves its threads.
 * @throws AppError not_found, forbidden
 */
export async function changeCourse({ caller, params, body }: Input): Promise<Course> {
  await commit((unit) => change(unit, { caller, params, body }));
  return courseOf(params.id, caller);
}

async function change({ tx, emit, enqueue }: Unit, { caller, params, body }: Input): Promise<void> {
  const course = await lockCourseForUpdate(tx, params.id, "run", caller);
  const set: Sql[] = [];
  if (body.title !== undefined) set.push(sql`title = ${body.title}`);
  if (body.description !== undefined) set.push(sql`description = ${body.description}`);
  if (body.enrolment_code !== undefined) set.push(sql`enrolment_code = ${body.enrolment_code}`);
  if (body.archived !== undefined) set.push(body.archived ? sql`archived_at = coalesce(archived_at, now())` : sql`archived_at = NULL`);
  if (body.lecturer_id !== undefined && body.lecturer_id !== course.lecturer_id) {
    requireMay("handOver", course, caller);
    await requireLecturer(tx, body.lecturer_id);
    set.push(sql`lecturer_id = ${body.lecturer_id}::uuid`);
    await enqueue("move-threads", { courseId: course.id });
  }
  if (set.length > 0) await tx.$executeRaw`UPDATE courses SET ${joinSql(set)} WHERE id = ${course.id}::uuid`;
  emit(courseChanged(course.id));
}
