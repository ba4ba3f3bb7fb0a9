import type { Caller } from "../caller";
import { read, sql } from "../db/sql";

/** Whether somebody has a queue: they are on the staff of a course, or may make one. */
export async function teaches({ user }: Pick<Caller, "user">): Promise<boolean> {
  if (user.role === "lecturer") return true;
  const found = await read<unknown>(sql`
    SELECT 1 FROM course_staff s JOIN courses c ON c.id = s.course_id AND c.deleted_at IS NULL WHERE s.user_id = ${user.id}::uuid LIMIT 1`);
  return found.length > 0;
}
