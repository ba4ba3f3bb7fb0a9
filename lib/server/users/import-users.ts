import { v7 as uuid } from "uuid";
import { limits } from "#lib/contract/limits.ts";
import type { ImportColumn, ImportedRow, ImportReport, ImportUsersBody } from "#lib/contract/users.ts";
import { type Actor, audit } from "../audit/audit";
import { type NewLink, newLink, storeLinks } from "../auth/links";
import { mailLinks } from "../auth/mail-link";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { inImportTurn } from "../csv/import-turn";
import { peopleColumns } from "../csv/people-columns";
import { CsvError, readCsv } from "../csv/read-csv";
import type { Tx } from "../db/transaction";
import { AppError, invalidField } from "../errors";
import { usersChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { mailingForAdmins } from "../mail/mail-server";
import { lockAdminsFor } from "../people/admins";
import { lockStudents } from "../people/lock-students";
import { lockUnconfirmed, storePendingEnrolments } from "../people/pending";
import { seeAllSoFar } from "../people/see-all-so-far";
import { type ImportLine, parsePeople } from "./parse-people";

/** Prisma's codes for a taken address, and for a course that is gone. */
const isConstraintViolation = (error: unknown) => error instanceof Error && "code" in error && /^P200[23]$/.test(String(error.code));

type Input = { caller: Caller; body: ImportUsersBody; request: RequestContext };
type Made = { userId: string; link: NewLink; isNew: boolean };

const isUnconfirmed = ({ userId, confirmed }: ImportLine) => userId !== null && !confirmed;

/**
 * `POST /api/users/import`, for admins: people from a CSV file. Without `confirm` it only says what it would do, line by line. With it, all
 * good lines are done in one transaction. Existing accounts keep their names. An unconfirmed person gets a link instead, and what their
 * line says once they use it, because anyone may have signed up with that address. Notifies nobody.
 * @throws AppError invalid_input for anything but such a file; conflict when an address was taken meanwhile
 */
export const importUsers = (input: Input): Promise<ImportReport> => inImportTurn(input.caller.user.id, () => importFile(input));

async function importFile({ caller, body, request }: Input): Promise<ImportReport> {
  const file = await readFile(body);
  const { lines, problems } = await parsePeople(file.rows);
  const made = body.confirm ? await write(lines, { caller, request }) : new Map<string, Made>();
  const people = new Set(peopleOf(lines));
  const rows = lines.map((line) => toRow(line, people.has(line), made));
  return {
    confirmed: body.confirm,
    rows,
    problems: [...file.problems, ...problems].toSorted((a, b) => a.line - b.line),
    headings: file.heading.names.slice(0, headingsMax).map((name) => name.slice(0, headingMax).toWellFormed()),
    columns: file.heading.columns,
    missing_columns: file.heading.missing,
    accounts: [...people].filter(({ userId }) => userId === null).length,
    unconfirmed: [...people].filter(isUnconfirmed).length,
    enrolments: rows.filter(({ enrolment }) => enrolment === "new").length,
    ...(await mailingForAdmins()),
  };
}

/** How many names of the first line are answered, and how many characters of each. */
const [headingsMax, headingMax] = [200, 100];

/** Reads the file. A preview may still choose columns, so missing ones are no error there. */
async function readFile({ csv_base64: base64, confirm, columns }: ImportUsersBody) {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 0 || bytes.toString("base64").replace(/=+$/, "") !== base64.replace(/=+$/, ""))
    throw invalidField("csv_base64", "must be a file in base64");
  try {
    const file = await readCsv<ImportColumn>(bytes, peopleColumns, ["email", "first_name", "last_name", "role"], columns);
    const [absent] = file.heading.missing;
    if (confirm && absent) throw new CsvError(`has no column for the ${peopleColumns[absent].label}`);
    if (file.rows.length > limits.importRowsMax) throw new CsvError(`must have at most ${limits.importRowsMax} lines`);
    return file;
  } catch (error) {
    throw error instanceof CsvError ? invalidField("csv_base64", error.message) : error;
  }
}

/** The first line of each person. */
const peopleOf = (lines: ImportLine[]) => [...new Map(lines.toReversed().map((line) => [line.email, line])).values()].toReversed();

function toRow(imported: ImportLine, isFirst: boolean, made: Map<string, Made>): ImportedRow {
  const { userId, confirmed: _confirmed, enrolled, password: _none, ...line } = imported;
  const open = isUnconfirmed(imported);
  const link = isFirst ? made.get(line.email)?.link : undefined;
  return {
    ...line,
    account: open ? "unconfirmed" : userId === null ? "new" : "existing",
    enrolment: line.course ? (enrolled ? "existing" : open ? "pending" : "new") : null,
    ...(link && { invitation_url: link.url }),
  };
}

const changedMeanwhile = "An account or a course of this file was made, changed or deleted in this very moment: look at the preview again";

/** Does what the lines say. @returns the links by address */
async function write(lines: ImportLine[], { caller, request }: { caller: Caller; request: RequestContext }): Promise<Map<string, Made>> {
  const made = new Map<string, Made>();
  for (const { email, userId, confirmed } of peopleOf(lines))
    if (!confirmed)
      made.set(email, { userId: userId ?? uuid(), isNew: userId === null, link: newLink("invitation", limits.invitationTtl) });
  await commit(async (unit) => {
    const admins = await lockAdminsFor(unit.tx, caller.user.id);
    await insert(unit, lines, made, { actorId: caller.user.id, request });
    unit.emit(...usersChanged(admins));
  }).catch((error: unknown) => {
    throw isConstraintViolation(error) ? new AppError("conflict", changedMeanwhile) : error;
  });
  return made;
}

async function insert(unit: Unit, lines: ImportLine[], made: Map<string, Made>, by: Actor): Promise<void> {
  const { tx } = unit;
  const linked = peopleOf(lines).flatMap((line) => {
    const one = made.get(line.email);
    return one ? [{ ...line, ...one }] : [];
  });
  const people = linked.filter(({ isNew }) => isNew);
  await keepForUnconfirmed(
    tx,
    linked.filter(({ isNew }) => !isNew),
    by,
  );
  await tx.user.createMany({
    data: people.map(({ userId, email, role, first_name, last_name }) => ({
      id: userId,
      email,
      role,
      firstName: first_name,
      lastName: last_name,
      emailConfirmedAt: new Date(),
    })),
  });
  await tx.inbox.createMany({ data: people.map(({ userId }) => ({ userId })) });
  await storeLinks(
    tx,
    linked.map(({ userId, link }) => ({ ...link, userId })),
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
  const placesOf = (some: ImportLine[]) =>
    some.flatMap(({ email, userId, course, enrolled }) => {
      const studentId = userId ?? made.get(email)?.userId;
      return course && studentId && !enrolled ? [{ courseId: course.id, studentId }] : [];
    });
  const places = placesOf(lines.filter((line) => !isUnconfirmed(line)));
  const students = await lockStudents(
    tx,
    places.map(({ studentId }) => studentId),
  );
  if (places.some(({ studentId }) => !students.has(studentId))) throw new AppError("conflict", changedMeanwhile);
  await tx.enrollment.createMany({ data: places, skipDuplicates: true });
  await seeAllSoFar(
    tx,
    places.map(({ courseId, studentId }) => ({ courseId, userId: studentId })),
  );
  await storePendingEnrolments(tx, placesOf(lines.filter(isUnconfirmed)));
  await mailLinks(
    unit,
    linked.map(({ link }) => link.id),
  );
}

/**
 * Stores what a file says of unconfirmed people until they confirm.
 * @throws AppError conflict when one was confirmed or deleted meanwhile
 */
async function keepForUnconfirmed(tx: Tx, people: (ImportLine & Made)[], by: Actor): Promise<void> {
  if (people.length === 0) return;
  const userIds = people.map(({ userId }) => userId);
  if ((await lockUnconfirmed(tx, userIds)).size < people.length) throw new AppError("conflict", changedMeanwhile);
  await tx.pendingDetails.deleteMany({ where: { userId: { in: userIds } } });
  await tx.pendingDetails.createMany({
    data: people.map(({ userId, role, first_name, last_name }) => ({ userId, role, firstName: first_name, lastName: last_name })),
  });
  await audit(
    tx,
    ...people.map(({ userId, link }) => ({
      ...by,
      action: "link/made" as const,
      targetId: userId,
      details: { link: link.kind, imported: true },
    })),
  );
}
