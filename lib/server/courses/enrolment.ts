import type { Course, IdParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import type { Caller } from "../auth/authenticate";
import { transaction } from "../db/client";
import { read, sql } from "../db/sql";
import { AppError } from "../errors";
import { type CourseRow, selectCourses, toCourse } from "./course-rows";

type Input = { caller: Caller; params: IdParams };

/** Contract section 8, `POST /api/courses/:id/enrollment`: a student joins. Joining twice changes nothing. @throws AppError forbidden, not_found, conflict */
export async function enrol({ caller, params }: Input): Promise<Course> {
  requireStudent(caller);
  await transaction(async (tx) => {
    const [course] = await tx.$queryRaw<
      { archived: boolean }[]
    >`SELECT archived_at IS NOT NULL AS archived FROM courses WHERE id = ${params.id}::uuid FOR KEY SHARE`;
    if (!course) throw new AppError("not_found", texts.courseNotFound);
    if (course.archived) throw new AppError("conflict", "This course is archived: nobody can join it any more");
    await tx.$executeRaw`INSERT INTO enrollments (course_id, student_id) VALUES (${params.id}::uuid, ${caller.user.id}::uuid) ON CONFLICT DO NOTHING`;
  });
  return courseOf({ caller, params });
}

/** Contract section 8, `DELETE /api/courses/:id/enrollment`: a student leaves; their questions stay. @throws AppError forbidden, not_found */
export async function leave({ caller, params }: Input): Promise<Course> {
  requireStudent(caller);
  await transaction(
    (tx) => tx.$executeRaw`DELETE FROM enrollments WHERE course_id = ${params.id}::uuid AND student_id = ${caller.user.id}::uuid`,
  );
  return courseOf({ caller, params });
}

function requireStudent(caller: Caller): void {
  if (caller.user.role !== "student") throw new AppError("forbidden", texts.notAllowed);
}

async function courseOf({ caller, params }: Input): Promise<Course> {
  const [row] = await read<CourseRow>(sql`${selectCourses(caller.user.id)} WHERE c.id = ${params.id}::uuid`);
  if (!row) throw new AppError("not_found", texts.courseNotFound);
  return toCourse(row);
}
