import type { CourseSettings, IdParams } from "#lib/contract/courses.ts";
import type { Caller } from "../caller";
import { requireCourse } from "../course-access";
import { read, sql } from "../db/sql";

/** `GET /api/courses/:id/settings`: the fields that only the people who run the course may see. @throws AppError not_found, forbidden */
export async function getCourseSettings({ caller, params }: { caller: Caller; params: IdParams }): Promise<CourseSettings> {
  const { enrolment_code } = await requireCourse(params.id, "run", caller);
  const [row] = await read<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM enrollments e JOIN users u ON u.id = e.student_id
    WHERE e.course_id = ${params.id}::uuid AND u.deleted_at IS NULL`);
  return { enrolment_code, enrolled_count: row?.count ?? 0 };
}
