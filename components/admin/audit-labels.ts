import type { AuditAction, AuditEntry } from "#lib/contract/audit.ts";

/** What happened, as the log and its filter call it. */
export const auditLabels: Record<AuditAction, string> = {
  "session/opened": "Signed in",
  "session/refused": "Failed sign-in",
  "session/ended": "Session ended",
  "user/created": "Account created",
  "user/changed": "Account changed",
  "user/role_changed": "Role changed",
  "user/deleted": "Account deleted",
  "password/forgotten": "Password reset requested",
  "password/changed": "Password changed",
  "password/reset": "Password set with a link",
  "link/made": "Link created",
  "two_factor/on": "Two-factor sign-in on",
  "two_factor/off": "Two-factor sign-in off",
  "two_factor/code_used": "Two-factor code used",
  "two_factor/recovery_code_used": "Recovery code used",
  "two_factor/recovery_codes_made": "Recovery codes created",
  "student/blocked": "Student blocked",
  "student/unblocked": "Student unblocked",
  "email/confirmed": "Email confirmed",
  "roster/imported": "List imported",
  "staff/added": "Joined a course’s staff",
  "staff/removed": "Left a course’s staff",
  "course/handed_over": "Became a course’s owner",
  "author/shown": "Anonymous asker’s name shown",
  "school/changed": "School changed",
};

const valueText = (value: AuditEntry["details"][string]): string =>
  Array.isArray(value) ? value.join(", ") : value === true ? "yes" : value === false ? "no" : String(value);

/** Further facts of an entry, in one line; may be empty. Its course is a link of its own. */
export function auditDetails({ details }: Pick<AuditEntry, "details">): string {
  const { from, to, course_id: _course, ...others } = details;
  const parts = Object.entries(others).filter(([, value]) => value !== null && value !== "");
  const change = from !== undefined && to !== undefined ? [`${valueText(from)} → ${valueText(to)}`] : [];
  return [...change, ...parts.map(([name, value]) => `${name.replaceAll("_", " ")}: ${valueText(value)}`)].join(" · ");
}
