import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "./caller";
import type { Tx } from "./db/client";
import { read, type Sql, sql } from "./db/sql";
import { AppError, invalidField } from "./errors";

/**
 * Who may what in a course is decided in this file alone. Teaching assistants would be one more part: here, in `rights`, and in how a part
 * is found (`partColumns`, `partIn`, `isStaffSql`). What is between two people in a thread is decided in discussions/access.ts.
 */
export type CoursePart = "student" | "lecturer" | "admin";

/** Acts in a course, and the parts whose acts they are. */
const rights = {
  watch: ["student", "lecturer", "admin"],
  ask: ["student"],
  keepProgress: ["student"],
  /** Its settings, its roster, its videos, and its end. */
  run: ["lecturer", "admin"],
  /** Order in class is its lecturer's to keep; an admin may, too. */
  moderate: ["lecturer", "admin"],
  moderateStrangers: ["admin"],
  /** Who has an account, and the links that open one. */
  seeAccounts: ["admin"],
  handOver: ["admin"],
} satisfies Record<string, CoursePart[]>;
export type CourseAct = keyof typeof rights;

/** What of a course decides who has which part in it. */
type PartRow = { lecturer_id: string; enrolled: boolean };

/** `PartRow` as columns of courses `c`. */
export const partColumns = (userId: string): Sql =>
  sql`c.lecturer_id, EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = c.id AND e.student_id = ${userId}::uuid) AS enrolled`;

/** The part of someone in a course; null for none. */
export function partIn({ lecturer_id, enrolled }: PartRow, { user }: Caller): CoursePart | null {
  if (user.role === "admin") return "admin";
  if (lecturer_id === user.id) return "lecturer";
  return enrolled ? "student" : null;
}

export function may(act: CourseAct, course: PartRow, caller: Caller): boolean {
  const part = partIn(course, caller);
  return part !== null && (rights[act] as CoursePart[]).includes(part);
}

/** @throws AppError forbidden */
export function requireMay(act: CourseAct, course: PartRow, caller: Caller): void {
  if (may(act, course, caller)) return;
  const isOutside = act === "watch" && caller.user.role === "student";
  throw new AppError("forbidden", isOutside ? texts.notEnrolled : texts.notAllowed);
}

/** Whether a course is one of someone's own. Admins run all of them and have none. */
export function isOwn(course: PartRow, caller: Caller): boolean {
  const part = partIn(course, caller);
  return part !== null && part !== "admin";
}

/** Courses `c` that are taught by someone, as a condition. */
export const isStaffSql = (userId: string): Sql => sql`c.lecturer_id = ${userId}::uuid`;

/** `isOwn` as a condition over courses `c`. */
export const isOwnSql = (userId: string): Sql => sql`
  (${isStaffSql(userId)} OR EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = c.id AND e.student_id = ${userId}::uuid))`;

/** For what only a student's account may do, before the course is looked at. @throws AppError forbidden */
export function requireStudent({ user }: Caller, text: string = texts.notAllowed): void {
  if (user.role !== "student") throw new AppError("forbidden", text);
}

/**
 * Whose a new course is: a lecturer's own, or, by an admin, the one of the lecturer they name.
 * @throws AppError forbidden, invalid_input
 */
export function ownerOfNew({ user }: Caller, named: string | undefined): string {
  if (user.role === "admin") {
    if (named === undefined) throw invalidField("lecturer_id", "is required: name the lecturer whose course it is");
    return named;
  }
  if (named !== undefined && named !== user.id) throw new AppError("forbidden", texts.notAllowed);
  return user.id;
}

/**
 * Whose course it is to be. Holds them, so that they are not deleted or made something else before the course is theirs.
 * @throws AppError not_found
 */
export async function requireLecturer(tx: Tx, id: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM users WHERE id = ${id}::uuid AND role = 'lecturer' AND deleted_at IS NULL FOR KEY SHARE`;
  if (found.length === 0) throw new AppError("not_found", texts.lecturerNotFound);
}

export type CourseAccess = PartRow & { id: string; archived: boolean; enrolment_code: string | null };

/** `SELECT` of what decides about a course that is there, for someone. */
export const selectAccess = (id: string, userId: string): Sql => sql`
  SELECT c.id, ${partColumns(userId)}, c.archived_at IS NOT NULL AS archived, c.enrolment_code
  FROM courses c WHERE c.id = ${id}::uuid AND c.deleted_at IS NULL`;

function requireIn([course]: CourseAccess[], act: CourseAct, caller: Caller): CourseAccess {
  if (!course) throw new AppError("not_found", texts.courseNotFound);
  requireMay(act, course, caller);
  return course;
}

/** A course in which the caller may do something. @throws AppError not_found, forbidden */
export async function requireCourse(id: string, act: CourseAct, caller: Caller): Promise<CourseAccess> {
  return requireIn(await read<CourseAccess>(selectAccess(id, caller.user.id)), act, caller);
}

/**
 * Locks the row of a course in which the caller may do something. `FOR UPDATE`: who asks, enrols or adds a video holds it for a moment,
 * too, so what they do comes wholly before or after the change.
 * @throws AppError not_found, forbidden
 */
export async function lockCourseForUpdate(tx: Tx, id: string, act: CourseAct, caller: Caller): Promise<CourseAccess> {
  return requireIn(await tx.$queryRaw<CourseAccess[]>`${selectAccess(id, caller.user.id)} FOR UPDATE`, act, caller);
}

/** The same `FOR SHARE`: the course stays as it is meanwhile. @throws AppError not_found, forbidden */
export async function lockCourseForShare(tx: Tx, id: string, act: CourseAct, caller: Caller): Promise<CourseAccess> {
  return requireIn(await tx.$queryRaw<CourseAccess[]>`${selectAccess(id, caller.user.id)} FOR SHARE`, act, caller);
}

/** The same `FOR KEY SHARE`: the course is not deleted meanwhile, and may be changed. @throws AppError not_found, forbidden */
export async function lockCourseForKeyShare(tx: Tx, id: string, act: CourseAct, caller: Caller): Promise<CourseAccess> {
  return requireIn(await tx.$queryRaw<CourseAccess[]>`${selectAccess(id, caller.user.id)} FOR KEY SHARE`, act, caller);
}
