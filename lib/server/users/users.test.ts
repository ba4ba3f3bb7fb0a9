import { describe, expect, it } from "vitest";
import type { Role } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { createdUserSchema } from "#lib/contract/users.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makePerson, makeScene, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { callerFromBearer } from "../auth/authenticate";
import { login } from "../auth/login";
import { describeLink, resetPassword } from "../auth/reset-password";
import { db } from "../db/client";
import { read, sql } from "../db/sql";
import { bumpThreadVersions } from "../discussions/bump-thread-versions";
import { getCounts } from "../notifications/get-counts";
import { listNotifications } from "../notifications/list-notifications";
import { syncInbox } from "../notifications/sync-inbox";
import { createAccount } from "./create-account";
import { deleteUser } from "./delete-user";
import { forgetPerson } from "./forget-person";
import { getDeletion } from "./get-deletion";
import { listUsers } from "./list-users";
import { makeLink } from "./make-link";
import { changeProfile, patchUser } from "./patch-user";

useTestDatabase();
const published = usePublished();

const admin = () => makePerson("admin");
const create = (by: Person, email: string, role: Role = "student", password?: string) =>
  createAccount({
    caller: by.caller,
    body: { email, first_name: "Nia", last_name: "Park", role, ...(password && { password }) },
    request: testRequest(),
  });
/** Deletes an account, and does the job that this enqueues. */
const remove = async (by: Person, { user: { id } }: { user: { id: string } }) => {
  await deleteUser({ caller: by.caller, params: { id }, request: testRequest() });
  expect(await jobs("forget-person")).toContainEqual({ userId: id });
  await forgetPerson(id);
};
const patch = (by: Person, whom: Person, body: Parameters<typeof patchUser>[0]["body"]) =>
  patchUser({ caller: by.caller, params: { id: whom.user.id }, body, request: testRequest() });
const rows = async (person: Person) =>
  (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 20 } })).notifications.map(({ type }) => type);
const jobs = async (kind: string) =>
  (await read<{ data: unknown }>(sql`SELECT data->'data' AS data FROM pgboss.job WHERE data->>'kind' = ${kind}`)).map(({ data }) => data);
const tokenOf = (url = "") => url.split("#")[1] ?? "";

describe("an account", () => {
  it("that is deleted during one of its requests has no inbox, and the request is answered as one of an ended session", async () => {
    const [one, pat] = [await admin(), await makePerson("student")];
    await remove(one, pat);
    const asked = { caller: pat.caller, query: { filter: "all" as const, limit: 20 } };
    for (const answer of [() => listNotifications(asked), () => getCounts(asked), () => syncInbox(pat.user.id, { since: 0 })])
      await expect(answer()).rejects.toMatchObject({ code: "unauthenticated", message: texts.invalidToken });
  });

  it("that an admin makes is told to the other admins, and opened by a link that works once", async () => {
    const [one, two] = [await admin(), await admin()];
    const made = createdUserSchema.parse(await create(one, "nia@test.example", "lecturer"));
    expect(published.to(two.user.id).map(({ event }) => event)).toEqual(["notification", "users:changed"]);
    expect(published.to(one.user.id).map(({ event }) => event)).toEqual(["users:changed"]);

    const [told] = (await listNotifications({ caller: two.caller, query: { filter: "all", limit: 20 } })).notifications;
    expect(told).toMatchObject({
      type: "user/created",
      payload: { userId: made.id, email: "nia@test.example", role: "lecturer", userName: "Nia Park", timestamp: made.created_at },
    });
    expect(await getCounts({ caller: two.caller })).toMatchObject({ unread: 1, unread_threads: 0 });

    const token = tokenOf(made.invitation_url);
    expect(await describeLink({ body: { token }, request: testRequest() })).toEqual({
      kind: "invitation",
      email: "nia@test.example",
      first_name: "Nia",
    });

    const attempts = await Promise.allSettled(
      ["first password", "other password"].map((password) => resetPassword({ body: { token, password }, request: testRequest() })),
    );

    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);

    const password = attempts[0]?.status === "fulfilled" ? "first password" : "other password";
    expect((await login({ body: { email: "nia@test.example", password }, request: testRequest() })).user.id).toBe(made.id);
    await expect(describeLink({ body: { token }, request: testRequest() })).rejects.toMatchObject({ code: "not_found" });
    expect(JSON.stringify(await db().auditEntry.findMany())).not.toContain(token);
  });

  it("has one address, whoever is first", async () => {
    const by = await admin();
    const made = await Promise.allSettled([1, 2, 3].map(() => create(by, "same@test.example")));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(create(by, "same@test.example")).rejects.toMatchObject({ code: "conflict", message: "Email already registered" });
    const other = await makeStudent();
    await expect(patch(by, other, { email: "same@test.example" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is found whether accents are written or not, in the name and in what is typed", async () => {
    await admin();
    for (const [firstName, lastName] of [
      ["Tom\u00e1s", "Nov\u00e1k"],
      ["Zoe\u0308", "S\u00f8rensen"],
      ["Jose", "Garcia"],
      ["\u0141ukasz", "Bia\u0142y"],
    ] as const)
      await makeStudent({ firstName, lastName });
    const find = async (query: string) => (await listUsers({ query: { query, limit: 20 } })).items.map(({ last_name }) => last_name);

    expect(await find("tomas novak")).toEqual(["Nov\u00e1k"]);
    expect(await find("TOM\u00c1S")).toEqual(["Nov\u00e1k"]);
    expect(await find("Tom\u0061\u0301s")).toEqual(["Nov\u00e1k"]);
    expect(await find("zo\u00eb sorensen")).toEqual(["S\u00f8rensen"]);
    expect(await find("jos\u00e9 garc\u00eda")).toEqual(["Garcia"]);
    expect(await find("lukasz bialy")).toEqual(["Bia\u0142y"]);
  });

  it("is found by any part of name and address, a page at a time", async () => {
    const by = await admin();
    for (const [firstName, lastName] of [
      ["Ann_a", "Ash"],
      ["Annxa", "Birch"],
      ["Ben", "Ash"],
    ] as const)
      await makeStudent({ firstName, lastName });
    const find = async (query: string) => (await listUsers({ query: { query, limit: 20 } })).items.map(({ first_name }) => first_name);

    expect(await find("ash")).toEqual(["Ben", "Ann_a"]);
    expect(await find("ash ann")).toEqual(["Ann_a"]);
    expect(await find("n_a")).toEqual(["Ann_a"]);
    expect(await find(by.user.email.toUpperCase())).toEqual(["Admin"]);

    const first = await listUsers({ query: { role: "student", limit: 2 } });
    const rest = await listUsers({ query: { role: "student", limit: 2, cursor: first.next_cursor } });
    expect([...first.items, ...rest.items].map(({ first_name }) => first_name)).toEqual(["Ben", "Annxa", "Ann_a"]);
    expect(rest.next_cursor).toBeUndefined();
  });
});

describe("a role", () => {
  it("holds from the next request on, and takes along what belongs to the old one", async () => {
    const [by, second] = [await admin(), await admin()];
    const scene = await makeScene();

    await patch(by, scene.student, { role: "admin" });
    expect((await callerFromBearer(scene.student.token))?.user.role).toBe("admin");
    expect(await db().enrollment.count({ where: { studentId: scene.student.user.id } })).toBe(0);

    await create(by, "later@test.example");
    expect(await rows(second)).toEqual(["user/created"]);

    await patch(by, second, { role: "student" });
    expect(await rows(second)).toEqual([]);
    expect(published.to(second.user.id)).toContainEqual(expect.objectContaining({ event: "notifications:removed" }));
  });

  it("is kept by the last admin and by a lecturer with courses", async () => {
    const by = await admin();
    const scene = await makeScene();
    await expect(patch(by, by, { role: "student" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching("last admin"),
    });
    await expect(patch(by, scene.lecturer, { role: "student" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching("has courses"),
    });

    await patch(by, scene.lecturer, { role: "lecturer", first_name: "Janet" });
  });
});

describe("a deletion", () => {
  it("ends all that is theirs at once, and leaves what they wrote without a name", async () => {
    const [by, other] = [await admin(), await admin()];
    const scene = await makeScene();
    const made = await create(by, "gone@test.example");
    const thread = await ask(scene);
    const { email } = scene.student.user;

    expect(await getDeletion({ params: { id: scene.student.user.id } })).toEqual({
      open_questions: 1,
      messages: 1,
      enrollments: 1,
      sessions: 1,
      courses: [],
      last_admin: false,
    });

    published.clear();
    await remove(by, scene.student);

    expect(await callerFromBearer(scene.student.token)).toBeNull();
    expect(published.events).toContainEqual({ to: "sessions", sessionIds: [scene.student.caller.sessionId] });
    expect(published.events).toContainEqual(
      expect.objectContaining({
        event: "thread:updated",
        body: { thread: expect.objectContaining({ id: thread.id, student_name: "Deleted user", status: "resolved" }) },
      }),
    );
    expect(await db().thread.findUniqueOrThrow({ where: { id: thread.id } })).toMatchObject({ waitingSince: null, studentUnread: false });

    const [told] = (await listNotifications({ caller: scene.lecturer.caller, query: { filter: "all", limit: 20 } })).notifications;
    expect(told).toMatchObject({ read: false, payload: { authorName: "Deleted user", questionPreview: "How do I declare a variable?" } });

    const [gone] = (await listNotifications({ caller: other.caller, query: { filter: "all", limit: 20 } })).notifications;
    expect(gone).toMatchObject({ type: "user/deleted", payload: { userId: scene.student.user.id, email, role: "student" } });
    expect(await rows(by)).toEqual([]);

    // The notification that it was created is removed with it, and its address is free.
    await remove(by, { user: made });
    expect(await rows(other)).toEqual(["user/deleted", "user/deleted"]);
    expect((await create(by, email)).email).toBe(email);

    const stored = await db().$queryRaw<{ text: string }[]>`
      SELECT coalesce(string_agg(n::text, ''), '') AS text
      FROM notifications n
      WHERE type <> 'user/deleted' AND removed_at IS NOT NULL OR type LIKE 'thread%'`;
    expect(stored[0]?.text).not.toMatch(/gone@test|John Doe/);
    expect(await db().user.findUniqueOrThrow({ where: { id: scene.student.user.id } })).toMatchObject({
      email: null,
      firstName: "",
      lastName: "",
      passwordHash: null,
    });
    await expect(remove(by, scene.student)).rejects.toMatchObject({ code: "not_found" });
  });

  it("never takes the last admin, even when two delete each other at once", async () => {
    for (let round = 0; round < 5; round++) {
      await db().user.updateMany({ where: { role: "admin", deletedAt: null }, data: { role: "student" } });
      const [one, two] = [await admin(), await admin()];
      const done = await Promise.allSettled([remove(one, two), remove(two, one)]);
      expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const [left] = await db().user.findMany({ where: { role: "admin", deletedAt: null } });
      const last = left?.id === one.user.id ? one : two;
      await expect(remove(last, last)).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching("last admin") });
    }
  });

  it("waits for a lecturer's courses to have another owner", async () => {
    const by = await admin();
    const lecturer = await makePerson("lecturer");
    const { courseId } = await makeCourse(lecturer);

    await expect(remove(by, lecturer)).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching("another lecturer") });
    expect(await getDeletion({ params: { id: lecturer.user.id } })).toMatchObject({ courses: [{ id: courseId }] });

    await db().course.update({ where: { id: courseId }, data: { lecturerId: (await makePerson("lecturer")).user.id } });
    await remove(by, lecturer);
  });

  it("runs beside questions and answers of the same person without hurting either", async () => {
    const by = await admin();
    const scene = await makeScene();
    await ask(scene);
    const asked = await Promise.allSettled([...Array.from({ length: 8 }, () => ask(scene)), remove(by, scene.student)]);
    expect(asked.at(-1)).toMatchObject({ status: "fulfilled" });
    expect(await db().thread.count({ where: { waitingSince: { not: null } } })).toBe(0);
  });
});

describe("another name", () => {
  it("is told to whoever reads what they wrote", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    await changeProfile({ caller: scene.student.caller, body: { last_name: "Deer" }, request: testRequest() });
    expect(await jobs("rename-person")).toEqual([{ userId: scene.student.user.id }]);

    await bumpThreadVersions(scene.student.user.id);
    expect(published.events).toContainEqual(
      expect.objectContaining({
        event: "thread:updated",
        body: { thread: expect.objectContaining({ student_name: "John Deer", version: thread.version + 1 }) },
      }),
    );
  });
});

describe("a link from an admin", () => {
  it("takes the place of the one before", async () => {
    const by = await admin();
    const student = await makeStudent({ passwordHash: "x" });
    const link = () => makeLink({ caller: by.caller, params: { id: student.user.id }, request: testRequest() });
    const [first, second] = [await link(), await link()];

    await expect(describeLink({ body: { token: tokenOf(first.url) }, request: testRequest() })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await describeLink({ body: { token: tokenOf(second.url) }, request: testRequest() })).toMatchObject({ kind: "password" });

    await db().oneTimeLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(describeLink({ body: { token: tokenOf(second.url) }, request: testRequest() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
