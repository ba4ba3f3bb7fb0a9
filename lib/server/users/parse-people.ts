import type { Role } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { type CreateUserBody, createUserBody, type ImportColumn } from "#lib/contract/users.ts";
import { parseRole, peopleColumns } from "../csv/people-columns";
import type { CsvProblem } from "../csv/read-csv";
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

/** `unknown_course`: the line's name of a course that does not exist. */
export type ImportProblem = CsvProblem & { unknown_course?: string };

type Course = { id: string; title: string; archived: boolean };
/** Courses by id, and by comparable title. */
type Courses = Map<string, Course[]>;
type Fault = string | { unknownCourse: string };
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
    if (typeof read === "string") problems.push({ line: row.line, msg: read });
    else if ("unknownCourse" in read)
      problems.push({ line: row.line, msg: `there is no course "${read.unknownCourse}"`, unknown_course: read.unknownCourse });
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

/** The line, or what is wrong with it. `before` holds the good lines so far, by address. */
function parseLine(
  { line, values }: CsvPerson,
  courses: Courses,
  known: Map<string, Known>,
  before: Map<string, ImportLine[]>,
): ImportLine | Fault {
  const { course: named, ...fields } = values;
  const parsed = createUserBody.safeParse({ ...fields, role: parseRole(fields.role) });
  if (!parsed.success) return parsed.error.issues.map(faultOf).join("; ");
  const person = parsed.data;
  const course = named === "" ? null : findCourse(named, courses);
  if (typeof course === "string" || (course && "unknownCourse" in course)) return course;
  if (course && known.get(person.email)?.teaches.includes(course.id)) return texts.staffNotEnrolled;
  if (course && person.role !== "student") return `a ${person.role} is not enrolled in a course: leave course empty`;
  const there = known.get(person.email);
  // Everyone who signs up is a student. The file may know better, and holds once the address is confirmed.
  const isOpen = there && !there.confirmed && there.role === "student";
  if (there && !isOpen && there.role !== person.role) return `${person.email} has an account as a ${there.role} already`;
  const same = before.get(person.email) ?? [];
  const differs = same.find((other) => (["first_name", "last_name", "role"] as const).some((field) => other[field] !== person[field]));
  if (differs) return `says otherwise about ${person.email} than line ${differs.line}`;
  const twice = same.find((other) => other.course?.id === course?.id);
  if (twice) return `repeats line ${twice.line}`;
  return {
    ...person,
    line,
    course: course && { id: course.id, title: course.title },
    userId: there?.id ?? null,
    confirmed: there?.confirmed ?? false,
    enrolled: course !== null && (there?.courses.includes(course.id) ?? false),
  };
}

const faultOf = ({ path, message }: { path: PropertyKey[]; message: string }): string => {
  const [field] = path;
  const column = Object.entries(peopleColumns).find(([name]) => name === field);
  return column ? `${column[1].label} ${message}` : message;
};

/** A comparable title, without differences of Unicode form, spaces and case. */
const nameKey = (title: string) => title.normalize("NFKC").toLowerCase().normalize("NFC").replace(/\s+/g, " ").trim();

function findCourse(named: string, courses: Courses): Course | Fault {
  const found = courses.get(nameKey(named)) ?? [];
  const [course] = found;
  if (!course) return { unknownCourse: named };
  if (found.length > 1) return `there are ${found.length} courses "${named}": use the id`;
  return course.archived ? `"${course.title}" is archived: nobody can join it any more` : course;
}
