import type { Deletion } from "#lib/contract/users.ts";

/** The effects of deleting an account, one sentence each. Effects with a count of 0 are left out. `own`: the reader's account. */
export function deletionEffects({ open_questions, messages, enrollments, sessions }: Deletion, own: boolean): string[] {
  const [they, their] = own ? ["You’ll", "Your"] : ["They’ll", "Their"];
  return [
    sessions === 0 ? null : `${they} be signed out right away${sessions > 1 ? `, in all ${sessions} sessions` : ""}.`,
    open_questions === 0
      ? null
      : open_questions === 1
        ? "One open question leaves the lecturer’s queue."
        : `${open_questions} open questions leave the lecturers’ queues.`,
    messages === 0
      ? null
      : `${messages === 1 ? `${their} message stays` : `${their} ${messages} messages stay`} visible, signed “Deleted user”.`,
    enrollments === 0 ? null : `${they} leave ${enrollments === 1 ? "one course" : `${enrollments} courses`}.`,
    `${their} name and email are erased everywhere, including others’ notifications. The email can be used for a new account.`,
  ].filter((effect) => effect !== null);
}

/** The same as a list. */
export const DeletionEffects = ({ deletion, own = false }: { deletion: Deletion; own?: boolean }) => (
  <ul className="grid list-disc gap-1 ps-5 text-sm leading-relaxed">
    {deletionEffects(deletion, own).map((effect) => (
      <li key={effect}>{effect}</li>
    ))}
  </ul>
);
