/** Names that both sides list. Not in the files of the schemas, so that no page loads Zod for a list of words. */

/** The types of pictures that messages may have. */
export const pictureTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;

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
  "staff/added",
  "staff/removed",
  "course/handed_over",
  "author/shown",
  "school/changed",
] as const;

/** The columns of a file of people. The last one is optional. */
export const importColumns = ["email", "first_name", "last_name", "role", "course"] as const;

export const invitationStates = ["not_sent", "waiting", "sent", "failed", "used", "run_out"] as const;

/** Parts of those who teach a course. */
export const staffParts = ["lecturer", "assistant"] as const;

/** Who sees a thread. `private`: the asker and the staff of the course. `class`: everybody in it. */
export const visibilities = ["private", "class"] as const;

/** How somebody follows a thread: every message, the first answer, nothing by itself, or nothing whatever happens. */
export const followLevels = ["all", "answers", "none", "muted"] as const;

/** `staff_answered`: by a member of staff, or by a classmate whose answer the staff endorsed. */
export const answerStates = ["unanswered", "student_answered", "staff_answered"] as const;

/** What a question is shown as: somebody waits for an answer, it has one, or it is done. */
export const questionStates = ["waiting", "answered", "resolved"] as const;

/** Which of the class's threads, and in which order. */
export const classFilters = ["all", "waiting", "answered", "mine", "following"] as const;
export const classSorts = ["recent", "votes"] as const;

/** `mine`: claimed by the caller. */
export const queueScopes = ["all", "unclaimed", "mine"] as const;

/** What students may do in a course. `default`: allowed, and chosen beforehand in the form. */
export const classQuestions = ["off", "on", "default"] as const;
export const anonymities = ["off", "allowed", "default"] as const;
export const postings = ["open", "closed"] as const;

/** Which questions of a course its staff are notified of. `mine`: of threads they wrote in or claimed. */
export const courseNews = ["all", "mine", "none"] as const;
