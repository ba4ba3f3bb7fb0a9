import type { Deletion, UserParams } from "#lib/contract/users.ts";
import { read, sql } from "../db/sql";
import { requireUser } from "../people/require-user";

type Row = Omit<Deletion, "courses"> & { courses: Deletion["courses"] | null };

/** `GET /api/users/:id/deletion`, for admins: what a deletion would do. A person's own settings show it, too. @throws AppError not_found */
export async function getDeletion({ params }: { params: UserParams }): Promise<Deletion> {
  await requireUser(params.id);
  const [row] = await read<Row>(sql`
    SELECT (SELECT count(*)::int FROM threads WHERE student_id = u.id AND status = 'open') AS open_questions,
       (SELECT count(*)::int FROM messages WHERE author_id = u.id) AS messages,
       (SELECT count(*)::int FROM enrollments WHERE student_id = u.id) AS enrollments,
       (SELECT count(*)::int FROM sessions WHERE user_id = u.id AND ended_at IS NULL AND expires_at > now()) AS sessions,
      (SELECT json_agg(json_build_object('id', c.id, 'title', c.title) ORDER BY c.title, c.id)
       FROM courses c WHERE c.lecturer_id = u.id AND c.deleted_at IS NULL) AS courses,
      u.role = 'admin'
        AND NOT EXISTS (SELECT 1 FROM users o WHERE o.role = 'admin' AND o.deleted_at IS NULL AND o.id <> u.id) AS last_admin
    FROM users u WHERE u.id = ${params.id}::uuid`);
  if (!row) throw new Error("a user who was there a moment ago");
  const { open_questions, messages, enrollments, sessions, courses, last_admin } = row;
  return { open_questions, messages, enrollments, sessions, courses: courses ?? [], last_admin };
}
