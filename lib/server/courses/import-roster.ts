import type { IdParams, ImportRosterBody, RosterImport } from "#lib/contract/courses";
import { email as emailSchema } from "#lib/contract/fields";
import type { Caller } from "../auth/authenticate";
import { CsvError, type CsvRow, readCsv } from "../csv/read-csv";
import { transaction } from "../db/client";
import { read, sql } from "../db/sql";
import { AppError, invalidField } from "../errors";
import { publish } from "../realtime/bus";
import { fullName } from "../users/to-user";
import { lockCourse, requireCourse } from "./access";
import { courseChanged } from "./course-changed";

/** By what else files call the one column there is to read. */
const columns = { email: ["mail", "emailaddress", "mailaddress"] };

type Account = { id: string; email: string; role: string; first_name: string; last_name: string; enrolled: boolean };
type Input = { caller: Caller; params: IdParams; body: ImportRosterBody };

/**
 * `POST /api/courses/:id/roster/import`: says what a file would do, line by line; with `confirm` does it. It enrols students who have an
 * account and makes none; a course's code does not hold it up, and nobody is told.
 * @throws AppError not_found, forbidden, conflict for an archived course, invalid_input for a file that is none
 */
export async function importRoster({ caller, params, body }: Input): Promise<RosterImport> {
  const course = await requireCourse(params.id, caller);
  if (course.archived) throw new AppError("conflict", "This course is archived: nobody can join it any more");
  const { rows, problems } = readFile(body.csv_base64);
  const lineOf = new Map<string, number>();
  for (const { line, values } of rows) {
    const address = emailSchema.safeParse(values.email);
    const earlier = address.success ? lineOf.get(address.data) : undefined;
    if (!address.success) problems.push({ line, msg: `${values.email.slice(0, 100)} is not an e-mail address` });
    else if (earlier !== undefined) problems.push({ line, msg: `has the same address as line ${earlier}` });
    else lineOf.set(address.data, line);
  }
  const accounts = await accountsOf([...lineOf.keys()], params.id);
  const report: RosterImport = { confirmed: body.confirm, enrolled: [], already_enrolled: [], unknown: [], problems };
  const ids: string[] = [];
  for (const [email, line] of lineOf) {
    const account = accounts.get(email);
    if (!account) report.unknown.push({ line, email });
    else if (account.role !== "student")
      problems.push({ line, msg: `${email} is ${nameOfRole[account.role]}: only students are enrolled` });
    else {
      const person = { line, email, name: fullName(account) };
      if (account.enrolled) report.already_enrolled.push(person);
      else {
        report.enrolled.push(person);
        ids.push(account.id);
      }
    }
  }
  problems.sort((a, b) => a.line - b.line);
  if (body.confirm && ids.length > 0) await enrolAll({ caller, params }, ids);
  return report;
}

const nameOfRole: Record<string, string> = { lecturer: "a lecturer", admin: "an admin" };

function readFile(base64: string): { rows: CsvRow<"email">[]; problems: RosterImport["problems"] } {
  try {
    return readCsv(Buffer.from(base64, "base64"), columns, ["email"]);
  } catch (error) {
    if (error instanceof CsvError) throw invalidField("csv_base64", error.message);
    throw error;
  }
}

async function accountsOf(emails: string[], courseId: string): Promise<Map<string, Account>> {
  const rows = await read<Account>(sql`
    SELECT u.id, u.email, u.role, u.first_name, u.last_name,
           EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = ${courseId}::uuid AND e.student_id = u.id) AS enrolled
    FROM users u WHERE u.email = ANY(${emails}) AND u.deleted_at IS NULL`);
  return new Map(rows.map((row) => [row.email, row]));
}

async function enrolAll({ caller, params }: Omit<Input, "body">, studentIds: string[]): Promise<void> {
  await transaction(async (tx) => {
    await lockCourse(tx, params.id, caller);
    await tx.$executeRaw`
      INSERT INTO enrollments (course_id, student_id) SELECT ${params.id}::uuid, id FROM users WHERE id = ANY(${studentIds}::uuid[]) AND deleted_at IS NULL
      ON CONFLICT DO NOTHING`;
  });
  publish([courseChanged(params.id)]);
}
