import { v7 as uuid } from "uuid";
import type { Course, CreateCourseBody } from "#lib/contract/courses.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { newCourseOwner, requireLecturer } from "../course-access";
import { courseChanged } from "../events/outbound";
import { requireVisibleCourse } from "./course-rows";

/**
 * docs/contract.md section 8, `POST /api/courses`: by a lecturer for themselves, or by an admin for the lecturer they name. A job notifies
 * all students and all other admins (`course/created`).
 * @throws AppError forbidden, not_found for an unknown lecturer, invalid_input
 */
export async function createCourse({ caller, body }: { caller: Caller; body: CreateCourseBody }): Promise<Course> {
  const lecturerId = newCourseOwner(caller, body.lecturer_id ?? null);
  const id = uuid();
  await commit(async ({ tx, emit, enqueue }) => {
    await requireLecturer(tx, lecturerId);
    await tx.$executeRaw`
      INSERT INTO courses (id, title, description, lecturer_id, enrolment_code)
      VALUES (${id}::uuid, ${body.title}, ${body.description}, ${lecturerId}::uuid, ${body.enrolment_code ?? null})`;
    await enqueue("tell-of-course", { courseId: id, makerId: caller.user.id });
    emit(courseChanged(id));
  });
  return requireVisibleCourse(id, caller);
}
