import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeLecturer, makePerson, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { changeCourse } from "./change-course";
import { importRoster } from "./import-roster";

useTestDatabase();

describe("importRoster", () => {
  it("says what a file would do line by line, and does it only when that is confirmed, telling nobody", async () => {
    const scene = await makeScene();
    const newcomer = await makeStudent({ firstName: "Ann", lastName: "New" });
    const rows = [
      "Surname;E-Mail",
      `New;${newcomer.user.email.toUpperCase()}`,
      `Doe;${scene.student.user.email}`,
      "Nobody;nobody@test.example",
      "Broken;not an address",
      'Half;"quoted',
      "Empty;",
      `Again;${newcomer.user.email}`,
      `Smith;${scene.lecturer.user.email}`,
    ];
    const csv_base64 = Buffer.from(`\ufeff${rows.join("\r\n")}`, "utf16le").toString("base64");
    const admin = await makePerson("admin");
    const bring = (confirm: boolean) =>
      importRoster({ caller: admin.caller, params: { id: scene.courseId }, body: { csv_base64, confirm }, request: testRequest() });
    const expected = {
      confirmed: false,
      enrolled: [{ line: 2, email: newcomer.user.email, name: "Ann New" }],
      already_enrolled: [{ line: 3, email: scene.student.user.email, name: "John Doe" }],
      unknown: [{ line: 4, email: "nobody@test.example" }],
      unconfirmed: [],
      mailed: false,
      problems: [
        { line: 5, msg: '"not an address" is not an email address' },
        { line: 6, msg: "has a quotation mark without its other half" },
        { line: 7, msg: "email is missing" },
        { line: 8, msg: "the same address as in line 2", person: newcomer.user.email },
        { line: 9, msg: "Staff cannot be enrolled in their own course", person: scene.lecturer.user.email },
      ],
    };

    expect(await bring(false)).toEqual(expected);
    expect(await db().enrollment.count()).toBe(1);
    expect(await bring(true)).toEqual({ ...expected, confirmed: true });
    expect(await db().enrollment.count()).toBe(2);
    expect((await bring(true)).already_enrolled).toHaveLength(2);

    await doJobs();
    expect(await getCounts(newcomer)).toMatchObject({ unread: 0, seq: 0 });
  });

  it("refuses what is no such file, who does not run the course, and an archived course", async () => {
    const scene = await makeScene();
    const params = { id: scene.courseId };
    const file = (text: string) => ({ csv_base64: Buffer.from(text).toString("base64"), confirm: true });
    const refused = { code: "invalid_input", details: [{ param: "csv_base64" }] };

    for (const text of ["", "name\nAnn", "\x89PNG\r\n\x1a\n"])
      await expect(importRoster({ caller: scene.lecturer.caller, params, body: file(text), request: testRequest() })).rejects.toMatchObject(
        refused,
      );

    const { caller } = await makeLecturer();
    await expect(importRoster({ caller, params, body: file("email\n"), request: testRequest() })).rejects.toMatchObject({
      code: "forbidden",
    });

    await changeCourse({ caller: scene.lecturer.caller, params, body: { archived: true } });
    await expect(
      importRoster({ caller: scene.lecturer.caller, params, body: file("email\n"), request: testRequest() }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("says nothing to a lecturer of who has an account before they are enrolled, and of others never", async () => {
    const scene = await makeScene();
    const [newcomer, squatted, elsewhere] = [
      await makeStudent({ firstName: "Ann", lastName: "New" }),
      await makeStudent({ confirmed: false }),
      await makeLecturer(),
    ];
    const emails = [scene.student, newcomer, squatted, elsewhere].map(({ user }) => user.email);
    const csv_base64 = Buffer.from(["email", ...emails, "nobody@test.example"].join("\n")).toString("base64");
    const bring = (confirm: boolean) =>
      importRoster({
        caller: scene.lecturer.caller,
        params: { id: scene.courseId },
        body: { csv_base64, confirm },
        request: testRequest(),
      });
    const rest = [...emails.slice(1), "nobody@test.example"].map((email, index) => ({ line: index + 3, email }));

    expect(await bring(false)).toMatchObject({
      enrolled: rest.map((line) => ({ ...line, name: "" })),
      already_enrolled: [{ line: 2, name: "John Doe" }],
      unknown: [],
      unconfirmed: [],
      problems: [],
    });
    expect(await bring(true)).toMatchObject({
      enrolled: [{ line: 3, name: "Ann New" }],
      unknown: rest.slice(1),
      unconfirmed: [],
      problems: [],
    });
    expect(await db().enrollment.count()).toBe(2);
    expect(await db().pendingEnrollment.findMany()).toMatchObject([{ studentId: squatted.user.id }]);
    // No link is made: no mail is sent here, and a lecturer must not get a link to somebody's account.
    expect(await db().oneTimeLink.count()).toBe(0);
    expect(await db().auditEntry.findMany({ where: { action: "roster/imported" } })).toMatchObject([
      { actorId: scene.lecturer.user.id, details: { course_id: scene.courseId, enrolments: 1, pending: 1 } },
    ]);
  });
});
