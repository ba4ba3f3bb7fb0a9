import { v7 as uuid } from "uuid";
import { limits } from "#lib/contract/limits";
import type { ImportedRow, ImportReport, ImportUsersBody } from "#lib/contract/users";
import { audit, type By } from "../audit/audit";
import type { Caller } from "../auth/authenticate";
import { keepLinks, type NewLink, newLink } from "../auth/links";
import { CsvError, readCsv } from "../csv/read-csv";
import { type Tx, transaction } from "../db/client";
import { AppError, invalidField } from "../errors";
import { wakeJobs } from "../jobs/enqueue";
import { mailLinks } from "../mail/mail-link";
import { sendsMail } from "../mail/send-mail";
import { publish } from "../realtime/bus";
import type { RequestFacts } from "../request-facts";
import { lockAdminsFor, usersChanged } from "./admins";
import { type ImportLine, parsePeople } from "./parse-people";

const columns = {
  email: ["mail", "emailaddress", "address"],
  first_name: ["first", "givenname", "forename"],
  last_name: ["last", "surname", "familyname"],
  role: [],
  course: ["coursetitle", "courseid"],
} as const;

/** Prisma's codes for an address that is taken, and for a course that is gone. */
const isConstraintViolation = (error: unknown) => error instanceof Error && "code" in error && /^P200[23]$/.test(String(error.code));

type Made = { userId: string; link: NewLink };

/**
 * `POST /api/users/import`, for admins: people from a CSV file. Without `confirm` it says what it would do, line by line, and does nothing.
 * With it, all lines without a problem are done in one transaction; accounts that are there keep their names. Tells nobody but by its answer.
 * @throws AppError invalid_input for what is no such file; conflict when an address was taken in this very moment
 */
export async function importUsers({
  caller,
  body,
  facts,
}: {
  caller: Caller;
  body: ImportUsersBody;
  facts: RequestFacts;
}): Promise<ImportReport> {
  const file = readFile(body.csv_base64);
  const { lines, problems } = await parsePeople(file.rows);
  const made = body.confirm ? await write(lines, { caller, facts }) : new Map<string, Made>();
  const people = new Set(peopleOf(lines));
  const rows = lines.map((line) => toRow(line, people.has(line), made));
  return {
    confirmed: body.confirm,
    rows,
    problems: [...file.problems, ...problems].toSorted((a, b) => a.line - b.line),
    accounts: [...people].filter(({ userId }) => userId === null).length,
    enrolments: rows.filter(({ enrolment }) => enrolment === "new").length,
    mailed: sendsMail(),
  };
}

function readFile(base64: string) {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 0 || bytes.toString("base64").replace(/=+$/, "") !== base64.replace(/=+$/, ""))
    throw invalidField("csv_base64", "must be a file in base64");
  try {
    const file = readCsv<keyof typeof columns>(bytes, columns, ["email", "first_name", "last_name", "role"]);
    if (file.rows.length > limits.importRowsMax) throw new CsvError(`must have at most ${limits.importRowsMax} lines`);
    return file;
  } catch (error) {
    throw error instanceof CsvError ? invalidField("csv_base64", error.message) : error;
  }
}

/** The first line of each person. */
const peopleOf = (lines: ImportLine[]) => [...new Map(lines.toReversed().map((line) => [line.email, line])).values()].toReversed();

function toRow({ userId, enrolled, password: _none, ...line }: ImportLine, isFirst: boolean, made: Map<string, Made>): ImportedRow {
  const link = isFirst ? made.get(line.email)?.link : undefined;
  return {
    ...line,
    account: userId === null ? "new" : "existing",
    enrolment: line.course ? (enrolled ? "existing" : "new") : null,
    ...(link && { invitation_url: link.url }),
  };
}

/** @returns who was made, by address */
async function write(lines: ImportLine[], { caller, facts }: { caller: Caller; facts: RequestFacts }): Promise<Map<string, Made>> {
  const made = new Map<string, Made>();
  for (const { email, userId } of peopleOf(lines))
    if (userId === null) made.set(email, { userId: uuid(), link: newLink("invitation", limits.invitationTtl) });
  const admins = await transaction(async (tx) => {
    const locked = await lockAdminsFor(tx, caller.user.id);
    await insert(tx, lines, made, { actorId: caller.user.id, facts });
    return locked;
  }).catch((error: unknown) => {
    throw isConstraintViolation(error)
      ? new AppError("conflict", "An account or a course of this file was made or deleted in this very moment: look at the preview again")
      : error;
  });
  publish(usersChanged(admins));
  wakeJobs();
  return made;
}

async function insert(tx: Tx, lines: ImportLine[], made: Map<string, Made>, by: By): Promise<void> {
  const people = peopleOf(lines).flatMap((line) => {
    const one = made.get(line.email);
    return one ? [{ ...line, ...one }] : [];
  });
  await tx.user.createMany({
    data: people.map(({ userId, email, role, first_name, last_name }) => ({
      id: userId,
      email,
      role,
      firstName: first_name,
      lastName: last_name,
    })),
  });
  await tx.inbox.createMany({ data: people.map(({ userId }) => ({ userId })) });
  await keepLinks(
    tx,
    people.map(({ userId, link }) => ({ ...link, userId })),
  );
  await audit(
    tx,
    ...people.map(({ userId, role }) => ({
      ...by,
      action: "user/created" as const,
      targetId: userId,
      details: { role, imported: true },
    })),
  );
  await tx.enrollment.createMany({
    data: lines.flatMap(({ email, userId, course }) => {
      const studentId = userId ?? made.get(email)?.userId;
      return course && studentId ? [{ courseId: course.id, studentId }] : [];
    }),
    skipDuplicates: true,
  });
  await mailLinks(
    tx,
    people.map(({ link }) => link.id),
  );
}
