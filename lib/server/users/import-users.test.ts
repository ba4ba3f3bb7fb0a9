import { describe, expect, it } from "vitest";
import { type ImportUsersBody, importReportSchema } from "#lib/contract/users.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeCourse, makePerson, makeScene, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { describeLink } from "../auth/reset-password";
import { db } from "../db/client";
import { importUsers } from "./import-users";

useTestDatabase();
const published = usePublished();

const run = async (by: Person, lines: string[], confirm = false) =>
  importReportSchema.parse(
    await importUsers({
      caller: by.caller,
      body: { csv_base64: Buffer.from(lines.join("\r\n")).toString("base64"), confirm },
      request: testRequest(),
    }),
  );

describe("importUsers", () => {
  it("shows what it would do with every line, and does nothing before it is confirmed", async () => {
    const admin = await makePerson("admin");
    const scene = await makeScene();

    await makeCourse(await makePerson("lecturer"));
    await db().course.update({ where: { id: scene.courseId }, data: { title: "Python; first steps" } });
    const { email } = scene.student.user;
    const file = [
      "\ufeffE-mail;First name;Last name;Role;Course",
      "new@test.example;Nia;Park;Student;python; first steps",
      `new@test.example;Nia;Park;student;"Python; first steps"`,
      `${email.toUpperCase()};Someone;Else;student;${scene.courseId}`,
      "lecturer@test.example;Lee;Ray;lecturer;",
      "not an address;A;B;student;",
      "x@test.example;A;B;teacher;",
      "y@test.example;;B;student;",
      "z@test.example;A;B;student;Nowhere",
      "z@test.example;A;B;student;Programming 1",
      "z@test.example;A;C;student;",
      "z@test.example;A;B;student;Programming 1",
      `l@test.example;A;B;lecturer;${scene.courseId}`,
      `${email};A;B;admin;`,
    ];
    const before = await db().user.count();
    const report = await run(admin, file);

    expect(report).toMatchObject({ confirmed: false, accounts: 3, enrolments: 2 });
    expect(report.rows.map(({ line, account, enrolment }) => [line, account, enrolment])).toEqual([
      [3, "new", "new"],
      [4, "existing", "existing"],
      [5, "new", null],
      [10, "new", "new"],
    ]);
    expect(report.problems.map(({ line }) => line)).toEqual([2, 6, 7, 8, 9, 11, 12, 13, 14]);
    expect(report.problems.map(({ msg }) => msg).slice(4)).toEqual([
      'there is no course "Nowhere"',
      "differs from line 10, which has the same address",
      "repeats line 10",
      "a lecturer is not enrolled in a course: leave course empty",
      "has an account as a student already",
    ]);
    expect(report.problems.slice(1, 4)).toEqual([
      { line: 6, msg: '"not an address" is not an email address', person: "A B" },
      { line: 7, msg: 'role "teacher" must be student, lecturer or admin', person: "x@test.example" },
      { line: 8, msg: "first name is missing", person: "y@test.example" },
    ]);
    expect(await db().user.count()).toBe(before);
  });

  it("brings in 200 students and 3 lecturers at once, with a link each and a word to nobody", async () => {
    const admin = await makePerson("admin");
    const other = await makePerson("admin");
    const { courseId } = await makeScene();
    const file = [
      "email,first_name,last_name,role,course",
      ...Array.from({ length: 200 }, (_, n) => `s${n}@test.example,Student,No${n},student,Programming 1`),
      ...Array.from({ length: 3 }, (_, n) => `l${n}@test.example,Lecturer,No${n},lecturer,`),
    ];
    const report = await run(admin, file, true);

    expect(report).toMatchObject({ confirmed: true, accounts: 203, enrolments: 200, problems: [], mailed: false });
    expect(await db().enrollment.count({ where: { courseId } })).toBe(201);

    const [row] = report.rows;
    expect(await describeLink({ body: { token: row?.invitation_url?.split("#")[1] ?? "" }, request: testRequest() })).toMatchObject({
      kind: "invitation",
      email: "s0@test.example",
    });
    expect(published.events.map((outbound) => "event" in outbound && outbound.event)).toEqual(["users:changed", "users:changed"]);
    expect(await db().notification.count({ where: { userId: other.user.id } })).toBe(0);
    expect(await db().auditEntry.count({ where: { action: "user/created" } })).toBe(203);
    // Imported again, the same file changes nothing.
    expect(await run(admin, file, true)).toMatchObject({ accounts: 0, enrolments: 0 });
    expect(await db().user.count()).toBe(207);
  });

  it("refuses what is no file of people", async () => {
    const admin = await makePerson("admin");
    const wrong = (csv_base64: string) =>
      importUsers({ caller: admin.caller, body: { csv_base64, confirm: true }, request: testRequest() });
    for (const given of ["%%%", Buffer.from("email,role\na@b.example,student").toString("base64"), Buffer.from("\n").toString("base64")])
      await expect(wrong(given)).rejects.toMatchObject({ code: "invalid_input", details: [{ param: "csv_base64" }] });
  });

  it("finds a course whatever the Unicode form, the spaces and the case of its title", async () => {
    const admin = await makePerson("admin");
    const scene = await makeScene();

    await db().course.update({ where: { id: scene.courseId }, data: { title: "Caf\u00e9  Theory" } });
    const titles = ["Cafe\u0301 Theory", "CAF\u00c9 THEORY", " Caf\u00e9\u00a0 theory", scene.courseId.toUpperCase()];
    const report = await run(admin, [
      "email,first_name,last_name,role,course",
      ...titles.map((title, n) => `n${n}@test.example,N,Fd,student,${title}`),
    ]);

    expect(report).toMatchObject({ problems: [], enrolments: titles.length });
  });

  it("says all that is wrong with a line, with what stands there, and whom it is about", async () => {
    const admin = await makePerson("admin");
    const report = await run(admin, [
      "email,first_name,last_name,role,course",
      "ada@,,Lovelace,boss,Nowhere",
      `${"x".repeat(200)},,,student,`,
    ]);

    expect(report.rows).toEqual([]);
    expect(report.problems).toEqual([
      {
        line: 2,
        msg: '"ada@" is not an email address; first name is missing; role "boss" must be student, lecturer or admin; there is no course "Nowhere"',
        person: "Lovelace",
        unknown_course: "Nowhere",
      },
      { line: 3, msg: `"${"x".repeat(100)}" is not an email address; first name is missing; last name is missing` },
    ]);
  });

  it("says which course is not there, and which columns; reads roles in the languages of the headings", async () => {
    const admin = await makePerson("admin");
    const report = await run(admin, [
      "E-Mail;Vorname;Nachname;Rolle;Kurs",
      "a@test.example;A;B;Dozentin;",
      "b@test.example;A;B;\u00c9tudiant;Nowhere",
    ]);

    expect(report.rows.map(({ role }) => role)).toEqual(["lecturer"]);
    expect(report.problems).toEqual([
      { line: 3, msg: 'there is no course "Nowhere"', person: "b@test.example", unknown_course: "Nowhere" },
    ]);

    const csv_base64 = Buffer.from("Wer,Vorname,Nachname,Rolle\nc@test.example,A,B,student").toString("base64");
    const preview = (columns: ImportUsersBody["columns"], confirm = false) =>
      importUsers({ caller: admin.caller, body: { csv_base64, confirm, columns }, request: testRequest() });

    expect(await preview({})).toMatchObject({ rows: [], missing_columns: ["email"], headings: ["Wer", "Vorname", "Nachname", "Rolle"] });
    expect(await preview({ email: 1 })).toMatchObject({ accounts: 1, missing_columns: [], columns: { email: 1, course: null } });
    await expect(preview({}, true)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
