import { v7 as uuid } from "uuid";
import type { Course, CreateCourseBody } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { AppError, invalidField } from "../errors";
import { courseChanged } from "../events/outbound";
import { requireLecturer } from "./access";
import { courseOf } from "./course-rows";

/**
 * docs/contract.md section 8, `POST /api/courses`: by a lecturer for themselves, or by an admin for the lecturer they name. A job notifies
 * all students and all other admins (`course/created`).
 * @throws AppError forbidden, not_found for an unknown lecturer, invalid_input
 */
export async function createCourse({ caller, body }: { caller: Caller; body: CreateCourseBody }): Promise<Course> {
  const lecturerId = ownerOf(caller, body.lecturer_id);
  const id = uuid();
  await commit(async ({ tx, emit, enqueue }) => {
    await requireLecturer(tx, lecturerId);
    await tx.$executeRaw`
      INSERT INTO courses (id, title, description, lecturer_id, enrolment_code)
      VALUES (${id}::uuid, ${body.title}, ${body.description}, ${lecturerId}::uuid, ${body.enrolment_code ?? null})`;
    await enqueue("tell-of-course", { courseId: id, makerId: caller.user.id });
    emit(courseChanged(id));
  });
  return courseOf(id, caller);
}

function ownerOf({ user }: Caller, named: string | undefined): string {
  if (user.role === "admin") {
    if (named === undefined) throw invalidField("lecturer_id", "is required: name the lecturer whose course it is");
    return named;
  }
  if (named !== undefined && named !== user.id) throw new AppError("forbidden", texts.notAllowed);
  return user.id;
}
