import { texts } from "#lib/contract/errors";
import type { Caller } from "../caller";
import type { Tx } from "../db/client";
import { read, sql } from "../db/sql";
import { AppError } from "../errors";

/** The columns of a course that decide who may do what with it. */
export type CourseAccess = { id: string; lecturer_id: string; archived: boolean; enrolment_code: string | null };

const selectAccess = (id: string) =>
  sql`SELECT c.id, c.lecturer_id, c.archived_at IS NOT NULL AS archived, c.enrolment_code FROM courses c WHERE c.id = ${id}::uuid AND c.deleted_at IS NULL`;

/** A course that its caller runs, as its lecturer or an admin. @throws AppError not_found, forbidden */
function runBy(course: CourseAccess | undefined, caller: Caller): CourseAccess {
  if (!course) throw new AppError("not_found", texts.courseNotFound);
  if (course.lecturer_id !== caller.user.id && caller.user.role !== "admin") throw new AppError("forbidden", texts.notAllowed);
  return course;
}

/** A course that the caller runs. @throws AppError not_found, forbidden */
export async function requireCourse(id: string, caller: Caller): Promise<CourseAccess> {
  return runBy((await read<CourseAccess>(selectAccess(id)))[0], caller);
}

/**
 * Locks the row of a course that the caller runs. "For update", because asking, enrolling and adding a video lock it briefly, too: each
 * happens wholly before or after the change.
 * @throws AppError not_found, forbidden
 */
export async function lockCourse(tx: Tx, id: string, caller: Caller): Promise<CourseAccess> {
  const [row] = await tx.$queryRaw<CourseAccess[]>`${selectAccess(id)} FOR UPDATE`;
  return runBy(row, caller);
}

/** Checks that the future owner of a course is a lecturer. @throws AppError not_found */
export async function requireLecturer(tx: Tx, id: string): Promise<void> {
  // Locked, so that they keep role and account until the course is theirs.
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM users WHERE id = ${id}::uuid AND role = 'lecturer' AND deleted_at IS NULL FOR KEY SHARE`;
  if (found.length === 0) throw new AppError("not_found", texts.lecturerNotFound);
}
