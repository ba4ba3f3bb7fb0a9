import type { ClassSettings, ClassSettingsBody } from "#lib/contract/class.ts";
import type { CourseSettings, IdParams } from "#lib/contract/courses.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { lockCourseForUpdate, requireCourse } from "../course-access";
import { joinSql, read, type Sql, sql } from "../db/sql";
import { invalidField } from "../errors";
import { courseChanged } from "../events/outbound";

type Row = Omit<ClassSettings, "closed_from" | "closed_until"> & { closed_from: Date | null; closed_until: Date | null };
const columns = sql`c.class_questions, c.anonymity, c.posting, c.closed_from, c.closed_until`;

const toSettings = (row: Row): ClassSettings => ({
  class_questions: row.class_questions,
  anonymity: row.anonymity,
  posting: row.posting,
  closed_from: row.closed_from?.toISOString() ?? null,
  closed_until: row.closed_until?.toISOString() ?? null,
});

/** `GET /api/courses/:id/settings`: what only staff and admins may see. @throws AppError not_found, forbidden */
export async function getCourseSettings({ caller, params }: { caller: Caller; params: IdParams }): Promise<CourseSettings> {
  const { enrolment_code } = await requireCourse(params.id, "seeSettings", caller);
  const [row] = await read<Row & { count: number }>(sql`
    SELECT ${columns}, (
        SELECT count(*)::int FROM enrollments e JOIN users u ON u.id = e.student_id
        WHERE e.course_id = c.id AND u.deleted_at IS NULL) AS count
    FROM courses c WHERE c.id = ${params.id}::uuid`);
  if (!row) throw new Error("a course that was there a moment ago");
  return { enrolment_code, enrolled_count: row.count, ...toSettings(row) };
}

/** What students may do in a course now, as the form for a question needs it, for whoever is in it. */
export async function postingIn(courseId: string): Promise<ClassSettings & { open: boolean; enrolled: number }> {
  const [row] = await read<Row & { open: boolean; enrolled: number }>(sql`
    SELECT ${columns}, c.posting = 'open' AND NOT (coalesce(now() >= c.closed_from, false) AND coalesce(now() < c.closed_until, false)) AS open,
      (SELECT count(*)::int FROM enrollments e WHERE e.course_id = c.id) AS enrolled
    FROM courses c WHERE c.id = ${courseId}::uuid`);
  if (!row) throw new Error("a course that was there a moment ago");
  return { ...toSettings(row), open: row.open, enrolled: row.enrolled };
}

/**
 * docs/contract.md section 13, `PATCH /api/courses/:id/settings`: whether students may ask the class, and anonymously, and when posting is
 * closed. By lecturers of the course and admins.
 * @throws AppError not_found, forbidden, invalid_input
 */
export async function changeCourseSettings({
  caller,
  params,
  body,
}: {
  caller: Caller;
  params: IdParams;
  body: ClassSettingsBody;
}): Promise<CourseSettings> {
  await commit(async ({ tx, emit }) => {
    await lockCourseForUpdate(tx, params.id, "run", caller);
    const set: Sql[] = [];
    if (body.class_questions !== undefined) set.push(sql`class_questions = ${body.class_questions}`);
    if (body.anonymity !== undefined) set.push(sql`anonymity = ${body.anonymity}`);
    if (body.posting !== undefined) set.push(sql`posting = ${body.posting}`);
    if (body.closed_from !== undefined) set.push(sql`closed_from = ${body.closed_from}::timestamptz`);
    if (body.closed_until !== undefined) set.push(sql`closed_until = ${body.closed_until}::timestamptz`);
    const [row] = await tx.$queryRaw<{ backwards: boolean }[]>`
      UPDATE courses SET ${joinSql(set)} WHERE id = ${params.id}::uuid RETURNING coalesce(closed_until <= closed_from, false) AS backwards`;
    if (row?.backwards) throw invalidField("closed_until", "must be after closed_from");
    emit(courseChanged(params.id));
  });
  return getCourseSettings({ caller, params });
}
