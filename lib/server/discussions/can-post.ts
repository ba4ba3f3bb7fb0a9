import { texts } from "#lib/contract/errors.ts";
import { type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { ThreadRow } from "./thread-rows";

/** Whether posting is open for students in a course `c`: not closed, and not between its two times. */
export const isPostingOpen = (c: Sql): Sql => sql`(${c}.posting = 'open'
  AND NOT (coalesce(now() >= ${c}.closed_from, false) AND coalesce(now() < ${c}.closed_until, false)))`;

/**
 * Whether someone may write in a course: they are not blocked there, were not deleted while their request was under way, and, unless they
 * are on its staff, posting is open.
 */
export const canPostSql = (userId: string, courseId: Sql, { isStaff }: { isStaff: boolean }): Sql => sql`(
  EXISTS (SELECT 1 FROM users u WHERE u.id = ${userId}::uuid AND u.deleted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM course_blocks b WHERE b.course_id = ${courseId} AND b.user_id = ${userId}::uuid)
  AND (${isStaff}::boolean OR EXISTS (SELECT 1 FROM courses pc WHERE pc.id = ${courseId} AND ${isPostingOpen(sql`pc`)})))`;

/** @throws AppError forbidden with a sentence that says why */
export async function requireCanPost(tx: Tx, userId: string, courseId: string, { isStaff }: { isStaff: boolean }): Promise<void> {
  const [row] = await tx.$queryRaw<{ can_post: boolean; open: boolean }[]>`
    SELECT ${canPostSql(userId, sql`${courseId}::uuid`, { isStaff })} AS can_post,
      EXISTS (SELECT 1 FROM courses pc WHERE pc.id = ${courseId}::uuid AND ${isPostingOpen(sql`pc`)}) AS open`;
  if (row?.can_post) return;
  const isBlocked = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM course_blocks WHERE course_id = ${courseId}::uuid AND user_id = ${userId}::uuid`;
  throw new AppError("forbidden", row?.open || isStaff || isBlocked.length > 0 ? texts.blocked : texts.postingClosed);
}

/** Nobody writes in the class of an archived course. @throws AppError conflict */
export function requireNotArchived(thread: Pick<ThreadRow, "visibility" | "archived">): void {
  if (thread.visibility === "class" && thread.archived) throw new AppError("conflict", texts.archivedWrites);
}
