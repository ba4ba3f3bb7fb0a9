/** Names that both sides list. Not in the files of the schemas, so that no page loads Zod for a list of words. */

export const roles = ["student", "lecturer", "admin"] as const;

export const auditActions = [
  "session/opened",
  "session/refused",
  "session/ended",
  "user/created",
  "user/changed",
  "user/role_changed",
  "user/deleted",
  "password/forgotten",
  "password/changed",
  "password/reset",
  "link/made",
  "two_factor/on",
  "two_factor/off",
  "two_factor/code_used",
  "two_factor/recovery_code_used",
  "two_factor/recovery_codes_made",
  "student/blocked",
  "student/unblocked",
  "email/confirmed",
  "roster/imported",
] as const;

/** The columns of a file of people. The last one is optional. */
export const importColumns = ["email", "first_name", "last_name", "role", "course"] as const;

export const invitationStates = ["not_sent", "waiting", "sent", "failed", "used", "run_out"] as const;
