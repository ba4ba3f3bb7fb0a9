import { texts } from "#lib/contract/errors.ts";
import { type Sql, sql } from "../db/sql";
import { AppError } from "../errors";

/** The columns of a thread that decide who takes part in it. */
export type Participants = { student_id: string; lecturer_id: string };
/** The columns that decide who may act in a thread now. */
export type Access = Participants & { course_lecturer_id: string };
export type Participant = { userId: string; part: "student" | "lecturer" };

/**
 * Everyone who takes part in a thread. The one place where this is decided: a later rule (teaching assistants, class-wide questions) is
 * added here.
 */
export function participantsOf(thread: Participants): Participant[] {
  return [
    { userId: thread.student_id, part: "student" },
    { userId: thread.lecturer_id, part: "lecturer" },
  ];
}

/** The part of a user in a thread; null for everyone else, admins included. Because questions are between those who take part. */
export function partIn(thread: Participants, userId: string): Participant["part"] | null {
  return participantsOf(thread).find((participant) => participant.userId === userId)?.part ?? null;
}

/**
 * Whether someone is the lecturer of a thread and of its course. When a course gets a new lecturer, a job moves its threads. Until then the
 * former lecturer can no longer act in a thread, and the new one can't yet.
 */
export const isCurrentLecturer = (thread: Access, userId: string) => thread.lecturer_id === userId && thread.course_lecturer_id === userId;

/**
 * The same as a condition over `threads t`. Lists use the indexes of threads and check this last: "IS TRUE" keeps PostgreSQL from beginning
 * with the courses, which would read and sort all threads of a lecturer for the first few.
 */
export const isCurrentLecturerSql = (userId: string): Sql => sql`
  (t.lecturer_id = ${userId}::uuid AND (t.course_id IN (SELECT id FROM courses WHERE lecturer_id = ${userId}::uuid)) IS TRUE)`;

/** The threads `t` in which someone takes part and may act now. */
export const isParticipantSql = (userId: string): Sql => sql`(t.student_id = ${userId}::uuid OR ${isCurrentLecturerSql(userId)})`;

/** The part in which the user may act now; null for none. */
function currentPart(thread: Access, userId: string): Participant["part"] | null {
  const part = partIn(thread, userId);
  return part === "lecturer" && !isCurrentLecturer(thread, userId) ? null : part;
}

/** The part of the user, who must have one now. @throws AppError forbidden with the given text of docs/contract.md section 4. */
export function requirePart(thread: Access, userId: string, text: string): Participant["part"] {
  const part = currentPart(thread, userId);
  if (!part) throw new AppError("forbidden", text);
  return part;
}

/** Retraction of a whole thread: its student while unanswered, its lecturer, an admin. @throws AppError forbidden */
export function requireMayDelete(thread: Access & { answered_at: Date | null }, user: { id: string; role: string }): void {
  const part = currentPart(thread, user.id);
  const may = user.role === "admin" || part === "lecturer" || (part === "student" && thread.answered_at === null);
  if (!may) throw new AppError("forbidden", texts.mayNotChange);
}
