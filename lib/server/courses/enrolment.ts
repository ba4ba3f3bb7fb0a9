import type { Course, EnrolBody, IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { assertAvailableFor, consumeFor, consumerOf } from "../consume-for";
import { type CourseAccess, requireStudent, selectCourseAccess } from "../course-access";
import { sql } from "../db/sql";
import { AppError, invalidField, isAppError } from "../errors";
import { courseChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { keyedQueue } from "../keyed-queue";
import { removeFromMany } from "../notifications/many-inboxes";
import { lockStudents } from "../people/lock-students";
import { seeAllSoFar } from "../people/see-all-so-far";
import { requireVisibleCourse } from "./course-rows";

type Input = { caller: Caller; params: IdParams };

/**
 * docs/contract.md section 8, `POST /api/courses/:id/enrollment`: a student joins, with the code if the course has one. Joining again
 * changes nothing.
 * @throws AppError forbidden (also for a wrong code), invalid_input for a missing one, not_found, conflict for an archived course
 */
export async function enrol({ caller, params, body, request }: Input & { body: EnrolBody; request: RequestContext }): Promise<Course> {
  requireStudent(caller);
  const who = consumerOf(caller, request.ip);
  const code = body.enrolment_code?.trim() ?? "";
  // One after the other, so that simultaneous guesses are counted like any others.
  await inTurn(caller.user.id, async () => {
    await assertAvailableFor("codeFailure", who);
    return commit((unit) => join(unit, caller.user.id, params.id, code)).catch(async (error: unknown) => {
      if (isAppError(error) && error.message === texts.wrongEnrolmentCode) await consumeFor("codeFailure", who);
      throw error;
    });
  });
  return requireVisibleCourse(params.id, caller);
}

const inTurn = keyedQueue();

/** Compares codes without case, because they are written on a blackboard and typed on a phone. */
const isSame = (code: string, entered: string) => code.toLowerCase() === entered.toLowerCase();

async function join({ tx, emit }: Unit, studentId: string, courseId: string, entered: string): Promise<void> {
  const isStudent = (await lockStudents(tx, [studentId])).has(studentId);
  if (!isStudent) throw new AppError("forbidden", texts.notAllowed);
  const [course] = await tx.$queryRaw<CourseAccess[]>`${selectCourseAccess(courseId, studentId)} FOR KEY SHARE`;
  if (!course) throw new AppError("not_found", texts.courseNotFound);
  if (course.enrolled) return;
  if (course.staff_part) throw new AppError("conflict", texts.staffNotEnrolled);
  if (course.archived) throw new AppError("conflict", texts.takesNobody);
  if (course.enrolment_code !== null) {
    if (entered === "") throw invalidField("enrolment_code", "is required: this course asks for a code, which its lecturer knows");
    if (!isSame(course.enrolment_code, entered)) throw new AppError("forbidden", texts.wrongEnrolmentCode);
  }
  const made = await tx.$executeRaw`
    INSERT INTO enrollments (course_id, student_id) VALUES (${courseId}::uuid, ${studentId}::uuid) ON CONFLICT DO NOTHING`;
  if (made === 0) return;
  await seeAllSoFar(tx, [{ courseId, userId: studentId }]);
  emit(courseChanged(courseId, { userId: studentId }));
}

/**
 * docs/contract.md section 8, `DELETE /api/courses/:id/enrollment`: a student leaves; their questions stay.
 * @throws AppError forbidden, not_found
 */
export async function leave({ caller, params }: Input): Promise<Course> {
  requireStudent(caller);
  const course = await requireVisibleCourse(params.id, caller);
  if (!course.enrolled) return course;
  await commit(async (unit) => {
    await removeEnrolment(unit, params.id, caller.user.id);
    unit.emit(courseChanged(params.id, { userId: caller.user.id }));
  });
  return { ...course, enrolled: false, my_part: null };
}

/**
 * Ends somebody's place in a course. They lose the threads of its class at once, and what told of them; their own stay readable.
 * @returns whether they had one
 */
export async function removeEnrolment(unit: Unit, courseId: string, studentId: string): Promise<boolean> {
  const { tx, emit } = unit;
  const deletedCount =
    await tx.$executeRaw`DELETE FROM enrollments WHERE course_id = ${courseId}::uuid AND student_id = ${studentId}::uuid`;
  if (deletedCount === 0) return false;
  const lost = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM threads t WHERE t.course_id = ${courseId}::uuid AND t.visibility = 'class' AND t.student_id <> ${studentId}::uuid
      AND EXISTS (SELECT 1 FROM thread_members m WHERE m.thread_id = t.id AND m.user_id = ${studentId}::uuid)
    ORDER BY t.id FOR NO KEY UPDATE OF t`;
  const ids = lost.map(({ id }) => id);
  await removeFromMany(
    unit,
    [studentId],
    sql`(n.thread_id = ANY(${ids}::uuid[]) OR (n.type = 'course/announcement' AND n.payload->>'courseId' = ${courseId}))`,
  );
  emit({ to: "leaver", userId: studentId, threadIds: ids, courseIds: [courseId] });
  return true;
}
