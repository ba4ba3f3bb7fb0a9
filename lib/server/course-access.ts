import type { User } from "#lib/contract/auth.ts";
import type { StaffPart } from "#lib/contract/class.ts";
import type { Course } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "./caller";
import { read, type Sql, sql } from "./db/sql";
import type { Tx } from "./db/transaction";
import { AppError, invalidField } from "./errors";

/**
 * The part that somebody has in a course. It decides what they may do there, and this file alone says what; the role of their account does
 * not. Within a thread, discussions/access.ts decides.
 */
export type CoursePart = "student" | StaffPart | "admin";

/** The person who wants to act, as far as it decides whether they may. */
export type Reader = { user: Pick<User, "id" | "role"> };

/** Acts in a course, and the parts whose acts they are. */
const rights = {
  watch: ["student", "assistant", "lecturer", "admin"],
  ask: ["student"],
  saveProgress: ["student"],
  /** The class's threads and their feed. */
  readClass: ["student", "assistant", "lecturer"],
  /** Announcements. */
  announce: ["assistant", "lecturer"],
  /** The addresses of the course's staff. */
  seeAddresses: ["assistant", "lecturer", "admin"],
  /** What is set for the course, and its queue. */
  seeSettings: ["assistant", "lecturer", "admin"],
  /** Its settings, its staff, its roster, its videos, and its end. */
  run: ["lecturer", "admin"],
  /** Order in class is its staff's to keep; an admin may, too. */
  moderate: ["assistant", "lecturer", "admin"],
  moderateStrangers: ["admin"],
  /** Who has an account, and the links that open one. */
  seeAccounts: ["admin"],
  /** To any lecturer. Its owner may give it to a lecturer of the course. */
  giveAway: ["admin"],
} satisfies Record<string, CoursePart[]>;
export type CourseAct = keyof typeof rights;

/** The columns of a course that decide which part a reader has in it. */
type PartRow = { lecturer_id: string; staff_part: StaffPart | null; enrolled: boolean };

/** `PartRow` as columns of courses `c`. */
export const partColumns = (userId: string): Sql => sql`
  c.lecturer_id, (SELECT cs.part FROM course_staff cs WHERE cs.course_id = c.id AND cs.user_id = ${userId}::uuid) AS staff_part,
  EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = c.id AND e.student_id = ${userId}::uuid) AS enrolled`;

/** The part of someone in a course; null for none. Admins run all courses and have a part of their own in those that they teach. */
export function coursePartOf({ staff_part, enrolled }: PartRow, { user }: Reader): CoursePart | null {
  if (user.role === "admin") return "admin";
  if (staff_part) return staff_part;
  return enrolled ? "student" : null;
}

/** Whether someone may do an act. An admin who teaches the course may do the acts of both parts. */
export function can(act: CourseAct, course: PartRow, caller: Reader): boolean {
  const parts = [coursePartOf(course, caller), course.staff_part];
  return parts.some((part) => part !== null && (rights[act] as CoursePart[]).includes(part));
}

/** @throws AppError forbidden */
export function requireCan(act: CourseAct, course: PartRow, caller: Reader): void {
  if (can(act, course, caller)) return;
  const isOutside = (act === "watch" || act === "readClass") && caller.user.role === "student" && !course.enrolled;
  throw new AppError("forbidden", isOutside ? texts.notEnrolled : texts.notAllowed);
}

/** The caller's part as REST shows it; null for admins who don't teach the course, and for strangers. */
export const shownPart = ({ staff_part, enrolled }: PartRow): "student" | StaffPart | null => staff_part ?? (enrolled ? "student" : null);

/** Whether a course is somebody's. Its owner is always on its staff. */
export const isOwner = (course: Pick<PartRow, "lecturer_id">, userId: string): boolean => course.lecturer_id === userId;

/** `can`, for a course as REST shows it to the caller. */
export const canIn = (act: CourseAct, course: Pick<Course, "lecturer_id" | "enrolled" | "my_part">, caller: Reader): boolean =>
  can(act, { ...course, staff_part: course.my_part === "student" ? null : course.my_part }, caller);

/** Courses `c` that are taught by someone, as a condition. */
export const isTaughtBySql = (userId: string): Sql => sql`
  EXISTS (SELECT 1 FROM course_staff cs WHERE cs.course_id = c.id AND cs.user_id = ${userId}::uuid)`;

/**
 * The courses `c` that are someone's own, as a condition: those in which `shownPart` is one. One list of ids, because for an OR PostgreSQL
 * would look at every course of the school.
 */
export const isOwnCourseSql = (userId: string): Sql => sql`
  c.id IN (SELECT course_id FROM enrollments WHERE student_id = ${userId}::uuid
    UNION ALL SELECT course_id FROM course_staff WHERE user_id = ${userId}::uuid)`;

/** For what only a student's account may do, before the course is looked at. @throws AppError forbidden */
export function requireStudent({ user }: Caller, text: string = texts.notAllowed): void {
  if (user.role !== "student") throw new AppError("forbidden", text);
}

/**
 * Whose a new course is: a lecturer's own, or, by an admin, the one of the lecturer they name.
 * @throws AppError forbidden, invalid_input
 */
export function newCourseOwner({ user }: Caller, named: string | null): string {
  if (user.role === "admin") {
    if (named === null) throw invalidField("lecturer_id", "is required: name the lecturer whose course it is");
    return named;
  }
  if (named !== null && named !== user.id) throw new AppError("forbidden", texts.notAllowed);
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
export const selectCourseAccess = (id: string, userId: string): Sql => sql`
  SELECT c.id, ${partColumns(userId)}, c.archived_at IS NOT NULL AS archived, c.enrolment_code
  FROM courses c WHERE c.id = ${id}::uuid AND c.deleted_at IS NULL`;

function requireIn([course]: CourseAccess[], act: CourseAct, caller: Reader): CourseAccess {
  if (!course) throw new AppError("not_found", texts.courseNotFound);
  requireCan(act, course, caller);
  return course;
}

/** A course in which the caller may do something. @throws AppError not_found, forbidden */
export async function requireCourse(id: string, act: CourseAct, caller: Reader): Promise<CourseAccess> {
  return requireIn(await read<CourseAccess>(selectCourseAccess(id, caller.user.id)), act, caller);
}

/**
 * Locks the row of a course in which the caller may do something. `FOR UPDATE`: who asks, enrols or adds a video holds it for a moment,
 * too, so what they do comes wholly before or after the change.
 * @throws AppError not_found, forbidden
 */
export async function lockCourseForUpdate(tx: Tx, id: string, act: CourseAct, caller: Caller): Promise<CourseAccess> {
  return requireIn(await tx.$queryRaw<CourseAccess[]>`${selectCourseAccess(id, caller.user.id)} FOR UPDATE`, act, caller);
}

/** The same `FOR SHARE`: the course stays as it is meanwhile. @throws AppError not_found, forbidden */
export async function lockCourseForShare(tx: Tx, id: string, act: CourseAct, caller: Caller): Promise<CourseAccess> {
  return requireIn(await tx.$queryRaw<CourseAccess[]>`${selectCourseAccess(id, caller.user.id)} FOR SHARE`, act, caller);
}

/** The same `FOR KEY SHARE`: the course is not deleted meanwhile, and may be changed. @throws AppError not_found, forbidden */
export async function lockCourseForKeyShare(tx: Tx, id: string, act: CourseAct, caller: Caller): Promise<CourseAccess> {
  return requireIn(await tx.$queryRaw<CourseAccess[]>`${selectCourseAccess(id, caller.user.id)} FOR KEY SHARE`, act, caller);
}
