import type { StaffPart } from "#lib/contract/class.ts";
import type { Visibility } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { type Sql, sql } from "../db/sql";
import { AppError } from "../errors";

/** The part that somebody has in a thread: its asker, staff of its course, or, in a thread of the class, anyone else in the course. */
export type ThreadPart = "asker" | StaffPart | "classmate";

/** The columns of a thread that decide which part a reader has in it. `staff_part` and `enrolled` are the reader's in its course. */
export type ThreadAccess = {
  student_id: string;
  visibility: Visibility;
  kind: "question" | "announcement";
  staff_part: StaffPart | null;
  enrolled: boolean;
};

/**
 * The part of a user in a thread; null for everyone else, admins included. The one place where this is decided, with `canReadSql`, which
 * says the same. Staff who once asked in their course stay the asker there.
 */
export function threadPartOf(thread: ThreadAccess, userId: string): ThreadPart | null {
  if (thread.student_id === userId && (thread.kind === "question" || thread.staff_part === null)) return "asker";
  if (thread.staff_part !== null) return thread.staff_part;
  return thread.visibility === "class" && thread.enrolled ? "classmate" : null;
}

export const isStaff = (part: ThreadPart | null): part is StaffPart => part === "lecturer" || part === "assistant";

/** The part of the user, who must have one now. @throws AppError forbidden with the given text of docs/contract.md section 4. */
export function requirePart(thread: ThreadAccess, userId: string, text: string): ThreadPart {
  const part = threadPartOf(thread, userId);
  if (!part) throw new AppError("forbidden", text);
  return part;
}

/** The same for what classmates may not do. @throws AppError forbidden */
export function requireAskerOrStaff(thread: ThreadAccess, userId: string, text: string): Exclude<ThreadPart, "classmate"> {
  const part = requirePart(thread, userId, text);
  if (part === "classmate") throw new AppError("forbidden", text);
  return part;
}

/** The same for what only staff of the course may do. @throws AppError forbidden */
export function requireStaff(thread: ThreadAccess, userId: string): StaffPart {
  const part = threadPartOf(thread, userId);
  if (!isStaff(part)) throw new AppError("forbidden", texts.notAllowed);
  return part;
}

/** The courses that someone teaches, as a sub-select. */
export const taughtCourseIds = (userId: string): Sql => sql`(SELECT course_id FROM course_staff WHERE user_id = ${userId}::uuid)`;

/**
 * The threads `t` that are someone's own: they ask, or teach the course. "IS TRUE" keeps PostgreSQL from beginning with the courses, which
 * would read and sort all threads of a course for the first few.
 */
export const isOwnThreadSql = (userId: string): Sql =>
  sql`(t.student_id = ${userId}::uuid OR (t.course_id IN ${taughtCourseIds(userId)}) IS TRUE)`;

/**
 * The ids of the same threads, for all of them at once: PostgreSQL finds them by their indexes, where for the OR of `isOwnThreadSql` it
 * would read every thread of the school.
 */
export const ownThreadIds = (userId: string): Sql => sql`
  SELECT id FROM threads WHERE student_id = ${userId}::uuid
  UNION ALL SELECT taught.id FROM course_staff mine JOIN threads taught ON taught.course_id = mine.course_id
    WHERE mine.user_id = ${userId}::uuid`;

/** The threads `t` that someone may read. */
export const canReadSql = (userId: string): Sql => sql`(${isOwnThreadSql(userId)} OR (t.visibility = 'class'
  AND (t.course_id IN (SELECT course_id FROM enrollments WHERE student_id = ${userId}::uuid)) IS TRUE))`;

/**
 * Those of the threads in `ids`, a sub-select, that someone may read. OFFSET makes PostgreSQL look up the threads first. Otherwise it
 * expects to read the courses of `canReadSql` anew for each thread, and prefers to read all threads of the school.
 */
export const readableIds = (userId: string, ids: Sql): Sql => sql`
  SELECT t.id FROM (SELECT id, student_id, course_id, visibility FROM threads WHERE id IN (${ids}) OFFSET 0) t
  WHERE ${canReadSql(userId)}`;

/** Retraction of a whole thread: its asker while unanswered, a lecturer of the course, an admin. @throws AppError forbidden */
export function requireCanDelete(
  thread: ThreadAccess & { answered_at: Date | null; student_answered_at: Date | null },
  user: { id: string; role: string },
): void {
  const part = threadPartOf(thread, user.id);
  const isUnanswered = thread.answered_at === null && thread.student_answered_at === null;
  if (user.role === "admin" || part === "lecturer" || (part === "asker" && isUnanswered)) return;
  if (part === "assistant" && thread.kind === "announcement" && thread.student_id === user.id) return;
  throw new AppError("forbidden", texts.cannotChange);
}
