import type { IdParams, ImportRosterBody, RosterImport } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { email as emailSchema } from "#lib/contract/fields.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { limits } from "#lib/contract/limits.ts";
import { type Actor, audit } from "../audit/audit";
import { newLink, storeLinks } from "../auth/links";
import { mailLinks } from "../auth/mail-link";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { can, lockCourseForUpdate, requireCourse } from "../course-access";
import { inImportTurn } from "../csv/import-turn";
import { emailColumn } from "../csv/people-columns";
import { CsvError, type CsvRow, inQuotes, readCsv } from "../csv/read-csv";
import { read, sql } from "../db/sql";
import { AppError, invalidField, isAppError } from "../errors";
import { courseChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { mailing } from "../mail/mail-server";
import { sendsMail } from "../mail/send-mail";
import { lockStudents } from "../people/lock-students";
import { lockUnconfirmed, storePendingEnrolments } from "../people/pending";
import { seeAllSoFar } from "../people/see-all-so-far";
import { consume } from "../rate-limits";
import { timeSlices } from "../time-slice";

const columns = { email: emailColumn };

type Account = {
  id: string;
  email: string;
  role: string;
  first_name: string;
  last_name: string;
  confirmed: boolean;
  enrolled: boolean;
  teaches: boolean;
};
type Input = { caller: Caller; params: IdParams; body: ImportRosterBody; request: RequestContext };
type Line = { line: number; email: string; account: Account | undefined };
/** The links of people who are not confirmed, by address. Admins see them. */
type Links = Map<string, string>;

/**
 * `POST /api/courses/:id/roster/import`: says what a file would do, line by line, and does it with `confirm`. Enrols students who have an
 * account, and makes no accounts. Ignores the course's code and notifies nobody. An unconfirmed person gets a link and is enrolled by using
 * it. A lecturer does not learn who has an account before they have enrolled them.
 * @throws AppError not_found, forbidden, conflict for an archived course, invalid_input for anything but such a file
 */
export const importRoster = (input: Input): Promise<RosterImport> => inImportTurn(input.caller.user.id, () => importFile(input));

async function importFile({ caller, params, body, request }: Input): Promise<RosterImport> {
  const course = await requireCourse(params.id, "run", caller);
  if (course.archived) throw new AppError("conflict", texts.takesNobody);
  const { rows, problems } = await readFile(body.csv_base64);
  const lineOf = new Map<string, number>();
  const slices = timeSlices();
  for (const { line, values } of rows) {
    if (slices.isOver()) await slices.rest();
    const address = emailSchema.safeParse(values.email);
    const earlier = address.success ? lineOf.get(address.data) : undefined;
    if (!address.success)
      problems.push({ line, msg: values.email === "" ? "email is missing" : `${inQuotes(values.email)} is not an email address` });
    else if (earlier !== undefined) problems.push({ line, msg: `the same address as in line ${earlier}`, person: address.data });
    else lineOf.set(address.data, line);
  }
  const accounts = await accountsOf([...lineOf.keys()], params.id);
  const all = [...lineOf].map(([email, line]): Line => ({ line, email, account: accounts.get(email) }));
  const lines = all.filter((line) => !line.account?.teaches);
  for (const { line, email, account } of all) if (account?.teaches) problems.push({ line, msg: texts.staffNotEnrolled, person: email });
  const seesAccounts = can("seeAccounts", course, caller);
  const links = body.confirm ? await write(lines, { caller, params, request, seesAccounts }) : new Map<string, string>();
  const report = seesAccounts ? reportForAdmin(lines, links) : reportForLecturer(lines, body.confirm);
  return {
    ...report,
    confirmed: body.confirm,
    problems: [...problems, ...report.problems].toSorted((a, b) => a.line - b.line),
    ...(await mailing()),
  };
}

type Report = Pick<RosterImport, "enrolled" | "already_enrolled" | "unknown" | "unconfirmed" | "problems">;
const isEnrolled = ({ account }: Line) => account?.enrolled ?? false;
const isUnconfirmed = ({ account }: Line) => account?.role === "student" && !account.confirmed && !account.enrolled;
const isDue = ({ account }: Line) => account?.role === "student" && account.confirmed && !account.enrolled;
const person = ({ line, email, account }: Line) => ({ line, email, name: account ? fullName(account) : "" });
const nameOfRole: Record<string, string> = { lecturer: "a lecturer", admin: "an admin" };

function reportForAdmin(lines: Line[], links: Links): Report {
  return {
    enrolled: lines.filter(isDue).map(person),
    already_enrolled: lines.filter(isEnrolled).map(person),
    unknown: lines.flatMap(({ line, email, account }) => (account ? [] : [{ line, email }])),
    unconfirmed: lines.filter(isUnconfirmed).map(({ line, email }) => {
      const url = links.get(email);
      return { line, email, ...(url !== undefined && { link_url: url }) };
    }),
    problems: lines.flatMap(({ line, email, account }) =>
      account && account.role !== "student"
        ? [{ line, msg: `is ${nameOfRole[account.role]}, and only students are enrolled`, person: email }]
        : [],
    ),
  };
}

/**
 * The report for a lecturer. Before the import it says the same of every address that is not enrolled. Afterwards it has the names of the
 * people in the roster.
 */
function reportForLecturer(lines: Line[], isDone: boolean): Report {
  const rest = lines.filter((line) => !isEnrolled(line));
  return {
    enrolled: isDone ? rest.filter(isDue).map(person) : rest.map(({ line, email }) => ({ line, email, name: "" })),
    already_enrolled: lines.filter(isEnrolled).map(person),
    unknown: isDone ? rest.filter((line) => !isDue(line)).map(({ line, email }) => ({ line, email })) : [],
    unconfirmed: [],
    problems: [],
  };
}

async function readFile(base64: string): Promise<{ rows: CsvRow<"email">[]; problems: RosterImport["problems"] }> {
  try {
    return await readCsv(Buffer.from(base64, "base64"), columns, ["email"]);
  } catch (error) {
    if (error instanceof CsvError) throw invalidField("csv_base64", error.message);
    throw error;
  }
}

async function accountsOf(emails: string[], courseId: string): Promise<Map<string, Account>> {
  const rows = await read<Account>(sql`
    SELECT u.id, u.email, u.role, u.first_name, u.last_name, u.email_confirmed_at IS NOT NULL AS confirmed,
           EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = ${courseId}::uuid AND e.student_id = u.id) AS enrolled,
           EXISTS (SELECT 1 FROM course_staff s WHERE s.course_id = ${courseId}::uuid AND s.user_id = u.id) AS teaches
    FROM users u WHERE u.email = ANY(${emails}) AND u.deleted_at IS NULL`);
  return new Map(rows.map((row) => [row.email, row]));
}

type Writing = Omit<Input, "body"> & { seesAccounts: boolean };

async function write(lines: Line[], { caller, params, request, seesAccounts }: Writing): Promise<Links> {
  const ids = lines.filter(isDue).flatMap(({ account }) => account?.id ?? []);
  const open = lines.filter(isUnconfirmed).flatMap(({ account }) => account ?? []);
  if (ids.length === 0 && open.length === 0) return new Map();
  const linked = seesAccounts ? open : await mailableAccounts(open, caller.user.id);
  return commit(async (unit) => {
    const { tx } = unit;
    const unconfirmed = await lockUnconfirmed(
      tx,
      open.map(({ id }) => id),
    );
    const confirmedNow = open.filter(({ id }) => !unconfirmed.has(id)).map(({ id }) => id);
    const students = await lockStudents(tx, [...ids, ...confirmedNow]);
    await lockCourseForUpdate(tx, params.id, "run", caller);
    const enrolled = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO enrollments (course_id, student_id)
      SELECT ${params.id}::uuid, id FROM users
      WHERE id = ANY(${[...students]}::uuid[]) AND email_confirmed_at IS NOT NULL
      ON CONFLICT DO NOTHING RETURNING student_id AS id`;
    await seeAllSoFar(
      tx,
      enrolled.map(({ id: userId }) => ({ courseId: params.id, userId })),
    );
    await storePendingEnrolments(
      tx,
      [...unconfirmed].map((studentId) => ({ courseId: params.id, studentId })),
    );
    const by = { actorId: caller.user.id, request };
    const made = await makeLinks(
      unit,
      linked.filter(({ id }) => unconfirmed.has(id)),
      by,
    );
    await audit(tx, {
      ...by,
      action: "roster/imported",
      details: { course_id: params.id, enrolments: enrolled.length, pending: unconfirmed.size },
    });
    unit.emit(courseChanged(params.id));
    return made;
  });
}

/**
 * The unconfirmed people who get a link. Admins get every link in the answer. A lecturer gets none, because a link opens the account: a
 * link is made only if it can be mailed, within the limit on mail to strangers. Places are kept for the others, too.
 */
async function mailableAccounts(open: Account[], senderId: string): Promise<Account[]> {
  if (!sendsMail()) return [];
  const mailed: Account[] = [];
  for (const account of open) if (await isAllowed(account.email, senderId)) mailed.push(account);
  return mailed;
}

async function isAllowed(email: string, senderId: string): Promise<boolean> {
  try {
    await consume("mailFrom", senderId);
    await consume("forgotten", email);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

async function makeLinks(unit: Unit, people: Account[], by: Actor): Promise<Links> {
  const { tx } = unit;
  const made = people.map(({ id, email }) => ({ email, userId: id, link: newLink("invitation", limits.invitationTtl) }));
  await storeLinks(
    tx,
    made.map(({ userId, link }) => ({ ...link, userId })),
  );
  await audit(
    tx,
    ...made.map(({ userId, link }) => ({
      ...by,
      action: "link/made" as const,
      targetId: userId,
      details: { link: link.kind, imported: true },
    })),
  );
  await mailLinks(
    unit,
    made.map(({ link }) => link.id),
  );
  return new Map(made.map(({ email, link }) => [email, link.url]));
}
