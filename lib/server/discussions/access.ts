import { texts } from "#lib/contract/errors";
import { AppError } from "../errors";

/** What of a thread decides who takes part in it. */
export type Participants = { student_id: string; lecturer_id: string };
export type Participant = { userId: string; part: "student" | "lecturer" };

/** Everyone who takes part in a thread. The one place where this is decided; a later rule (teaching assistants, class-wide questions) is added here. */
export function participantsOf(thread: Participants): Participant[] {
  return [
    { userId: thread.student_id, part: "student" },
    { userId: thread.lecturer_id, part: "lecturer" },
  ];
}

/** The part of a user in a thread; null for everybody else, admins too: questions are between those who take part. */
export function partIn(thread: Participants, userId: string): Participant["part"] | null {
  return participantsOf(thread).find((participant) => participant.userId === userId)?.part ?? null;
}

/** The part of the user, who must have one. @throws AppError forbidden with the given text of contract section 4. */
export function requirePart(thread: Participants, userId: string, text: string): Participant["part"] {
  const part = partIn(thread, userId);
  if (!part) throw new AppError("forbidden", text);
  return part;
}

/** Retraction of a whole thread: its student while unanswered, its lecturer, an admin. @throws AppError forbidden */
export function requireMayDelete(thread: Participants & { answered_at: Date | null }, user: { id: string; role: string }): void {
  const part = partIn(thread, user.id);
  const may = user.role === "admin" || part === "lecturer" || (part === "student" && thread.answered_at === null);
  if (!may) throw new AppError("forbidden", texts.mayNotChange);
}
