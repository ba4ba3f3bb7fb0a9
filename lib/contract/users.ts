import { z } from "zod";
import { roleSchema, userSchema } from "./auth";
import { cursor, email, id, line, pageLimit, password, text } from "./fields";
import { limits } from "./limits";
import { importColumns, invitationStates } from "./names";

const name = line(1, limits.nameMax);
const time = z.iso.datetime({ precision: 3 });

/**
 * The state of an invitation. `not_sent`: no email was queued, so an admin has to hand out the link, if there is one. `waiting`: the email
 * is queued, and retried until the mail server accepts it. `failed`: it is not retried any more. `used`: the person chose a password by it.
 * `run_out`: they did not within its seven days.
 */
export type InvitationState = (typeof invitationStates)[number];

/**
 * `at`: since when it has this state (`waiting`: when it was last tried). `problem`: why the email was not accepted, in words for admins.
 */
export const invitationSchema = z.strictObject({
  state: z.enum(invitationStates),
  at: time.nullable(),
  problem: z.string().nullable(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** `query` searches names and addresses. Newest accounts first. */
export const listUsersQuery = z.object({
  query: text(0, limits.searchMax).optional(),
  role: roleSchema.optional(),
  invitation: z.enum(invitationStates, `must be one of ${invitationStates.join(", ")}`).optional(),
  limit: pageLimit,
  cursor,
});
export type ListUsersQuery = z.infer<typeof listUsersQuery>;

/** Without a password the person gets a link. */
export const createUserBody = z.strictObject({
  email,
  first_name: name,
  last_name: name,
  role: roleSchema,
  password: password(limits.passwordMin, limits.passwordMax).optional(),
});
export type CreateUserBody = z.infer<typeof createUserBody>;

/**
 * A person as admins see them. `email_confirmed` is present only for people who signed up and have not proved their address. `invitation`
 * is present only for people who were invited or have no password yet.
 */
export const listedUserSchema = userSchema
  .extend({
    email_confirmed: z.literal(false).optional(),
    invitation: invitationSchema.optional(),
  })
  .meta({ id: "ListedUser" });
export type ListedUser = z.infer<typeof listedUserSchema>;

/** `mailed`: whether emails with the links are queued. `mail_problem`: the mail server's fault at the last try, in words for admins. */
const mailing = { mailed: z.boolean(), mail_problem: z.string().nullable() };

/** The user and, without a password, the link by which they choose one. The link is shown only once. */
export const createdUserSchema = userSchema
  .extend({
    invitation_url: z.url().optional(),
    mailed: mailing.mailed.optional(),
    mail_problem: mailing.mail_problem.optional(),
  })
  .meta({ id: "CreatedUser" });
export type CreatedUser = z.infer<typeof createdUserSchema>;

export const patchUserBody = z
  .strictObject({ email: email.optional(), first_name: name.optional(), last_name: name.optional(), role: roleSchema.optional() })
  .refine((body) => Object.values(body).some((value) => value !== undefined), "must name something to change");
export type PatchUserBody = z.infer<typeof patchUserBody>;

export const userParams = z.object({ id });
export type UserParams = z.infer<typeof userParams>;
export const userSessionParams = z.object({ id, sid: id });
export type UserSessionParams = z.infer<typeof userSessionParams>;

/** What deleting a person would do, and what prevents it. Nothing does when `courses` is empty and it is not the last admin. */
export const deletionSchema = z.strictObject({
  open_questions: z.number().int(),
  messages: z.number().int(),
  enrollments: z.number().int(),
  sessions: z.number().int(),
  /** Courses that need another owner first. */
  courses: z.array(z.strictObject({ id: z.guid(), title: z.string() })),
  last_admin: z.boolean(),
});
export type Deletion = z.infer<typeof deletionSchema>;

/**
 * A link by which a person chooses a password, once, until it expires: `…/set-password#TOKEN`. An `invitation` if the password is their
 * first. The token is behind the `#`, so that it reaches no server's log: the page reads it and sends it to `POST /api/auth/password/link`
 * and `…/reset`.
 */
export const linkSchema = z.strictObject({ url: z.url(), kind: z.enum(["invitation", "password"]), expires_at: time, ...mailing });
export type Link = z.infer<typeof linkSchema>;

/**
 * The people who get new links: everyone who has never chosen a password, by role, by course (enrolled, or to be once they confirm), or
 * found by `query` as in the list. Without `confirm` they are only counted. At most 2,000 at once, the oldest accounts first.
 */
export const makeLinksBody = z.strictObject({
  query: text(0, limits.searchMax).optional(),
  role: roleSchema.optional(),
  course_id: id.optional(),
  confirm: z.boolean("must be true or false").default(false),
});
export type MakeLinksBody = z.infer<typeof makeLinksBody>;
export const madeLinksSchema = z.strictObject({
  /** How many people there are. `links` are those of the first of them, and empty without `confirm`. */
  people: z.number().int(),
  links: z.array(
    z.strictObject({ id: z.guid(), email: z.string(), first_name: z.string(), last_name: z.string(), role: roleSchema, url: z.url() }),
  ),
  ...mailing,
});
export type MadeLinks = z.infer<typeof madeLinksSchema>;

export const deleteMeBody = z.strictObject({ password: z.string().min(1, "must not be empty").max(4096) });
export type DeleteMeBody = z.infer<typeof deleteMeBody>;

export type ImportColumn = (typeof importColumns)[number];

/**
 * A CSV file in base64: a header line with `email, first_name, last_name, role` and, optionally, `course` (title or id), in any order.
 * Nothing is written without `confirm`. A person may have several lines, one a course.
 */
export const importUsersBody = z.strictObject({
  csv_base64: z.string().min(1, "must not be empty"),
  confirm: z.boolean("must be true or false").default(false),
  /**
   * The positions of columns that the header line does not name as expected, from 1; null to leave one out. With this field, even an empty
   * one, a preview of a file without a required column is no error: the report names it in `missing_columns`.
   */
  columns: z
    .partialRecord(
      z.enum(importColumns),
      z.number("must be the place of a column").int("must be the place of a column").min(1, "must be 1 or more").max(10_000).nullable(),
    )
    .optional(),
});
export type ImportUsersBody = z.infer<typeof importUsersBody>;

export const importedRowSchema = z.strictObject({
  line: z.number().int(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  role: roleSchema,
  course: z.strictObject({ id: z.guid(), title: z.string() }).nullable(),
  /**
   * Whether the line makes an account and an enrolment; null when it names no course. `unconfirmed`: an account with that address exists
   * and is not confirmed. That person gets a link, and once they use it the line holds: enrolment (`pending`), names and role.
   */
  account: z.enum(["new", "existing", "unconfirmed"]),
  enrolment: z.enum(["new", "existing", "pending"]).nullable(),
  /** After `confirm`, on the first line of each person who is new or not confirmed. The link is shown only once. */
  invitation_url: z.url().optional(),
});
export type ImportedRow = z.infer<typeof importedRowSchema>;

/** `rows` has the lines without a problem; the others are skipped. Line 1 is the header. */
export const importReportSchema = z
  .strictObject({
    confirmed: z.boolean(),
    rows: z.array(importedRowSchema),
    /**
     * All that is wrong with a line. `person`: whom it is about, by address, or by name where the address is at fault. `unknown_course`:
     * the title of a course that the line names and that does not exist.
     */
    problems: z.array(
      z.strictObject({ line: z.number().int(), msg: z.string(), person: z.string().optional(), unknown_course: z.string().optional() }),
    ),
    /**
     * The first line: the names of its columns, the position of each known one from 1 (null: absent), and the required ones that are
     * missing.
     */
    headings: z.array(z.string()),
    columns: z.record(z.enum(importColumns), z.number().int().nullable()),
    missing_columns: z.array(z.enum(importColumns)),
    accounts: z.number().int(),
    enrolments: z.number().int(),
    /** People whose address has an account that is not confirmed. */
    unconfirmed: z.number().int(),
    ...mailing,
  })
  .meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof importReportSchema>;
