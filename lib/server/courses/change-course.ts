import type { Course, IdParams, PatchCourseBody } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { type CourseAccess, can, isOwner, lockCourseForUpdate, requireLecturer } from "../course-access";
import { joinSql, type Sql, sql } from "../db/sql";
import { AppError } from "../errors";
import { courseChanged, usersChanged } from "../events/outbound";
import { seeAllSoFar } from "../people/see-all-so-far";
import { requireVisibleCourse } from "./course-rows";

type Input = { caller: Caller; params: IdParams; body: PatchCourseBody };

/**
 * docs/contract.md section 8, `PATCH /api/courses/:id`: by its lecturers or an admin. An archived course can be read and takes no
 * new questions or people. Its owner may give it to another lecturer of it and stays a lecturer. An admin may name any lecturer, and the
 * former owner leaves the staff; a job moves the threads that were asked of them.
 * @throws AppError not_found, forbidden
 */
export async function changeCourse({ caller, params, body }: Input): Promise<Course> {
  await commit((unit) => change(unit, { caller, params, body }));
  return requireVisibleCourse(params.id, caller);
}

async function change(unit: Unit, { caller, params, body }: Input): Promise<void> {
  const { tx, emit } = unit;
  const course = await lockCourseForUpdate(tx, params.id, "run", caller);
  const set: Sql[] = [];
  if (body.title !== undefined) set.push(sql`title = ${body.title}`);
  if (body.description !== undefined) set.push(sql`description = ${body.description}`);
  if (body.enrolment_code !== undefined) set.push(sql`enrolment_code = ${body.enrolment_code}`);
  if (body.archived !== undefined) set.push(body.archived ? sql`archived_at = coalesce(archived_at, now())` : sql`archived_at = NULL`);
  if (set.length > 0) await tx.$executeRaw`UPDATE courses SET ${joinSql(set)} WHERE id = ${course.id}::uuid`;
  if (body.lecturer_id !== undefined && body.lecturer_id !== course.lecturer_id) await handOver(unit, caller, course, body.lecturer_id);
  emit(courseChanged(course.id));
}

/** A trigger takes the former owner off the staff and puts the new one on it. */
async function handOver({ tx, emit, enqueue }: Unit, caller: Caller, course: CourseAccess, to: string): Promise<void> {
  const from = course.lecturer_id;
  const isAdmin = can("giveAway", course, caller);
  // Held, so that they are not deleted meanwhile.
  const [member] = await tx.$queryRaw<{ part: string }[]>`
    SELECT s.part FROM course_staff s JOIN users u ON u.id = s.user_id AND u.deleted_at IS NULL
    WHERE s.course_id = ${course.id}::uuid AND s.user_id = ${to}::uuid FOR KEY SHARE OF u`;
  if (!isAdmin) {
    if (!isOwner(course, caller.user.id)) throw new AppError("forbidden", texts.notAllowed);
    // Whatever their account is: a course's lecturers may be students elsewhere.
    if (member?.part !== "lecturer") throw new AppError("forbidden", texts.newOwnerTeaches);
  } else await requireLecturer(tx, to);
  const [former] = await tx.$queryRaw<{ news: string }[]>`
    SELECT news FROM course_staff WHERE course_id = ${course.id}::uuid AND user_id = ${from}::uuid`;
  // A course's new owner teaches it, so their place in it ends.
  await tx.$executeRaw`DELETE FROM enrollments WHERE course_id = ${course.id}::uuid AND student_id = ${to}::uuid`;
  await tx.$executeRaw`UPDATE courses SET lecturer_id = ${to}::uuid WHERE id = ${course.id}::uuid`;
  if (!member) await seeAllSoFar(tx, [{ courseId: course.id, userId: to }]);
  if (isAdmin) {
    await enqueue("leave-staff", { courseId: course.id, userId: from });
    emit({ to: "leaver", userId: from, threadIds: [], courseIds: [course.id] });
  } else
    await tx.$executeRaw`
      INSERT INTO course_staff (course_id, user_id, part, news)
      VALUES (${course.id}::uuid, ${from}::uuid, 'lecturer', ${former?.news ?? "all"})`;
  await audit(tx, {
    action: "course/handed_over",
    actorId: caller.user.id,
    targetId: to,
    request: null,
    details: { course_id: course.id },
  });
  // The former owner's open pages notice that they are lost, and say so.
  emit(...usersChanged([to]));
}
