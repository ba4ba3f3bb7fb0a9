import type { Deletion } from "#lib/contract/users";

const counted = (count: number, one: string, many: string) => (count === 1 ? `One ${one}` : `${count} ${many}`);

/** What deleting an account does, a sentence each; nothing is said of what there is none of. `own`: to whom it belongs. */
export function deletionEffects({ open_questions, messages, enrollments, sessions }: Deletion, own: boolean): string[] {
  const [they, their] = own ? ["You are", "your"] : ["They are", "their"];
  return [
    sessions === 0 ? null : `${they} signed out at once${sessions > 1 ? `, in all ${sessions} sessions` : ""}.`,
    open_questions === 0
      ? null
      : open_questions === 1
        ? "One open question leaves the lecturer's queue."
        : `${open_questions} open questions leave the lecturers' queues.`,
    messages === 0 ? null : `${counted(messages, "message stays", "messages stay")} for the other side, as written by “Deleted user”.`,
    enrollments === 0 ? null : `${counted(enrollments, "enrolment ends", "enrolments end")}.`,
    `Name and address are erased, also in notifications of others; ${their} address can be used for a new account.`,
  ].filter((effect) => effect !== null);
}
