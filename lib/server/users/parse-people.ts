import type { Role } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { email as emailSchema } from "#lib/contract/fields.ts";
import { issueText } from "#lib/contract/issue-text.ts";
import { limits } from "#lib/contract/limits.ts";
import { type CreateUserBody, createUserBody, type ImportColumn } from "#lib/contract/users.ts";
import { parseRole, peopleColumns } from "../csv/people-columns";
import { type CsvProblem, inQuotes } from "../csv/read-csv";
import { read, sql } from "../db/sql";
import { timeSlices } from "../time-slice";

export type CsvPerson = { line: number; values: Record<ImportColumn, string> };
export type ImportLine = CreateUserBody & {
  line: number;
  course: { id: string; title: string } | null;
  /** The existing account, and whether it is enrolled in the course. */
  userId: string | null;
  /** Whether that account's address is confirmed; false without an account. */
  confirmed: boolean;
  enrolled: boolean;
};

/** `person`: whom the line is about. `unknown_course`: the line's name of a course that does not exist. */
export type ImportProblem = CsvProblem & { person?: string; unknown_course?: string };

type Course = { id: string; title: string; archived: boolean };
/** Courses by id, and by comparable title. */
type Courses = Map<string, Course[]>;
type Faults = { faults: string[]; unknownCourse?: string };
type Known = { id: string; email: string; role: Role; confirmed: boolean; courses: string[]; teaches: string[] };

/**
 * What each line of a file asks for, and the problems of the other lines. Lines may repeat a person, one course each, if they agree with
 * each other.
 */
export async function parsePeople(rows: CsvPerson[]): Promise<{ lines: ImportLine[]; problems: ImportProblem[] }> {
  const [courses, known] = await Promise.all([
    read<Course>(sql`SELECT id, title, archived_at IS NOT NULL AS archived FROM courses WHERE deleted_at IS NULL`),
    accountsOf(rows.map(({ values }) => values.email.toLowerCase())),
  ]);
  const byName: Courses = new Map();
  for (const course of courses) for (const key of [course.id, nameKey(course.title)]) byName.set(key, [...(byName.get(key) ?? []), course]);
  const lines: ImportLine[] = [];
  const problems: ImportProblem[] = [];
  const before = new Map<string, ImportLine[]>();
  const slices = timeSlices();
  for (const row of rows) {
    if (slices.isOver()) await slices.rest();
    const read = parseLine(row, byName, known, before);
    if ("faults" in read) problems.push(problemOf(row, read));
    else {
      lines.push(read);
      before.set(read.email, [...(before.get(read.email) ?? []), read]);
    }
  }
  return { lines, problems };
}

async function accountsOf(emails: string[]): Promise<Map<string, Known>> {
  const rows = await read<Known>(sql`
    SELECT u.id, u.email, u.role, u.email_confirmed_at IS NOT NULL AS confirmed,
           (SELECT coalesce(array_agg(e.course_id::text), '{}') FROM enrollments e WHERE e.student_id = u.id) AS courses,
           (SELECT coalesce(array_agg(s.course_id::text), '{}') FROM course_staff s WHERE s.user_id = u.id) AS teaches
    FROM users u WHERE u.email = ANY(${emails})`);
  return new Map(rows.map((row) => [row.email, row]));
}

/** The line, or all that is wrong with it. `before` holds the good lines so far, by address. */
function parseLine(
  { line, values }: CsvPerson,
  courses: Courses,
  known: Map<string, Known>,
  before: Map<string, ImportLine[]>,
): ImportLine | Faults {
  const { course: named, ...fields } = values;
  const parsed = createUserBody.safeParse({ ...fields, role: parseRole(fields.role) }, { error: issueText });
  const found = named === "" ? null : findCourse(named, courses);
  if (!parsed.success || (found && "faults" in found)) {
    const inCourse = found && "faults" in found ? found : { faults: [] };
    return { ...inCourse, faults: [...(parsed.error ? faultsOf(parsed.error.issues, values) : []), ...inCourse.faults] };
  }
  const person = parsed.data;
  const there = known.get(person.email);
  const fault = conflictOf(person, found, there, before.get(person.email) ?? []);
  if (fault) return { faults: [fault] };
  return {
    ...person,
    line,
    course: found && { id: found.id, title: found.title },
    userId: there?.id ?? null,
    confirmed: there?.confirmed ?? false,
    enrolled: found !== null && (there?.courses.includes(found.id) ?? false),
  };
}

/** Why a person can't be brought in as their line says; null when nothing is in the way. `same`: their good lines so far. */
function conflictOf(person: CreateUserBody, course: Course | null, there: Known | undefined, same: ImportLine[]): string | null {
  if (course && there?.teaches.includes(course.id)) return texts.staffNotEnrolled;
  if (course && person.role !== "student") return `a ${person.role} is not enrolled in a course: leave course empty`;
  // Everyone who signs up is a student. The file may know better, and holds once the address is confirmed.
  const isOpen = there && !there.confirmed && there.role === "student";
  if (there && !isOpen && there.role !== person.role) return `has an account as a ${there.role} already`;
  const differs = same.find((other) => (["first_name", "last_name", "role"] as const).some((field) => other[field] !== person[field]));
  if (differs) return `differs from line ${differs.line}, which has the same address`;
  const twice = same.find((other) => other.course?.id === course?.id);
  return twice ? `repeats line ${twice.line}` : null;
}

/** The first fault of each column, with what stands there. */
function faultsOf(issues: { path: PropertyKey[]; message: string }[], values: CsvPerson["values"]): string[] {
  const columns = Object.entries(peopleColumns) as [ImportColumn, { label: string }][];
  return columns.flatMap(([name, { label }]) => {
    const issue = issues.find(({ path }) => path[0] === name);
    const value = values[name];
    if (!issue) return [];
    if (value === "") return [`${label} is missing`];
    return [name === "email" ? `${inQuotes(value)} is not an email address` : `${label} ${inQuotes(value)} ${issue.message}`];
  });
}

/** Whom a line is about: their address, or their name where the address is at fault. */
function problemOf({ line, values }: CsvPerson, { faults, unknownCourse }: Faults): ImportProblem {
  const address = emailSchema.safeParse(values.email);
  const person = address.data ?? `${values.first_name} ${values.last_name}`.trim().slice(0, 2 * limits.nameMax);
  return {
    line,
    msg: faults.join("; "),
    ...(person !== "" && { person }),
    ...(unknownCourse !== undefined && { unknown_course: unknownCourse }),
  };
}

/** A comparable title, without differences of Unicode form, spaces and case. */
const nameKey = (title: string) => title.normalize("NFKC").toLowerCase().normalize("NFC").replace(/\s+/g, " ").trim();

function findCourse(named: string, courses: Courses): Course | Faults {
  const found = courses.get(nameKey(named)) ?? [];
  const [course] = found;
  if (!course) return { faults: [`there is no course ${inQuotes(named)}`], unknownCourse: named };
  if (found.length > 1) return { faults: [`there are ${found.length} courses ${inQuotes(named)}: use the id`] };
  return course.archived ? { faults: [`${inQuotes(course.title)} is archived: nobody can join it any more`] } : course;
}
