import { texts } from "#lib/contract/errors.ts";
import type { Tx } from "../db/client";
import { type Sql, sql } from "../db/sql";
import { AppError } from "../errors";

/** Whether someone may write in a course: they are not blocked there, and were not deleted while their request was under way. */
export const mayPost = (userId: string, courseId: Sql): Sql => sql`(
  EXISTS (SELECT 1 FROM users u WHERE u.id = ${userId}::uuid AND u.deleted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM course_blocks b WHERE b.course_id = ${courseId} AND b.user_id = ${userId}::uuid))`;

/** @throws AppError forbidden with a sentence that says why */
export async function requireMayPost(tx: Tx, userId: string, courseId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ may: boolean }[]>`SELECT ${mayPost(userId, sql`${courseId}::uuid`)} AS may`;
  if (!row?.may) throw new AppError("forbidden", texts.blocked);
}
