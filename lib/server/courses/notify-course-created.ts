import { read, sql } from "../db/sql";
import type { Handler } from "../jobs/work";
import { notifyMany } from "../notifications/fan-out";
import { nameSql } from "../people/names";

type Row = { title: string; lecturer_id: string; lecturer_name: string; created_at: Date };

/** The job `tell-of-course`: sends `course/created` (docs/contract.md section 5) to all students and admins except the maker. */
export const notifyCourseCreated: Handler<"tell-of-course"> = async ({ courseId, makerId }, { signal }) => {
  const live = sql`c.id = ${courseId}::uuid AND c.deleted_at IS NULL`;
  const [course] = await read<Row>(sql`
    SELECT c.title, c.lecturer_id, ${nameSql(sql`l`)} AS lecturer_name, c.created_at
    FROM courses c JOIN users l ON l.id = c.lecturer_id
    WHERE ${live}`);
  if (!course) return;
  const payload = {
    courseId,
    courseTitle: course.title,
    lecturerId: course.lecturer_id,
    lecturerName: course.lecturer_name,
    timestamp: course.created_at.toISOString(),
  };
  await notifyMany(
    { type: "course/created", payload, subjectId: courseId },
    {
      recipients: sql`SELECT id AS user_id FROM users WHERE role IN ('student', 'admin') AND deleted_at IS NULL AND id <> ${makerId}::uuid`,
      subject: sql`SELECT 1 FROM courses c WHERE ${live} FOR SHARE`,
      signal,
    },
  );
};
