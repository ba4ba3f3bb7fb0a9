import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { importReportSchema } from "#lib/contract/users.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeCourse, makeLecturer, makePerson, makeScene, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { callerFromBearer } from "../auth/authenticate";
import { changePassword } from "../auth/change-password";
import { confirmUser } from "../auth/confirm-address";
import { confirmEmail, mailConfirmation } from "../auth/confirm-email";
import { type NewLink, newLink, storeLinks } from "../auth/links";
import { login } from "../auth/login";
import { hashPassword } from "../auth/passwords";
import { describeLink, resetPassword } from "../auth/reset-password";
import { config } from "../config";
import { consumeFor, consumePost } from "../consume-for";
import { importRoster } from "../courses/import-roster";
import { db, pool } from "../db/client";
import { transaction } from "../db/transaction";
import type { RequestContext } from "../http/request-context";
import { requireUser } from "../people/require-user";
import { deleteMe } from "./delete-user";
import { importUsers } from "./import-users";
import { patchUser } from "./patch-user";
import { register } from "./register";

useTestDatabase();
const published = usePublished();

let lastAddress = 0;
/** A request from an address of its own, so that limits by address do not count requests of other tests. */
const from = (ip = `198.51.${Math.floor(lastAddress / 250)}.${(lastAddress++ % 250) + 1}`): RequestContext => ({ ...testRequest(), ip });
const body = (email: string, password = "correct horse battery") => ({ email, password, first_name: "Typed", last_name: "Name" });
const csv = (lines: string[]) => Buffer.from(lines.join("\n")).toString("base64");
const tokenOf = (url = "") => url.split("#")[1] ?? "";
const isConfirmed = async (id: string) => (await db().user.findUniqueOrThrow({ where: { id } })).emailConfirmedAt !== null;
const coursesOf = async (id: string) => (await db().enrollment.findMany({ where: { studentId: id } })).map(({ courseId }) => courseId);
const keep = async (userId: string, kind: NewLink["kind"]) => {
  const link = newLink(kind, 60_000);
  await transaction((tx) => storeLinks(tx, [{ ...link, userId }]));
  return tokenOf(link.url);
};

/** Signs up with an address, as somebody who does not own it may. */
async function signUp(email: string) {
  const { user, tokens } = await register({ body: body(email), request: from() });
  const caller = await callerFromBearer(tokens.access_token);
  if (!caller) throw new Error("a session that was opened a moment ago");
  return { user, caller, token: tokens.access_token };
}
const importPeople = async (admin: Person, lines: string[]) =>
  importReportSchema.parse(
    await importUsers({
      caller: admin.caller,
      body: { csv_base64: csv(["email,first_name,last_name,role,course", ...lines]), confirm: true },
      request: testRequest(),
    }),
  );

describe("an account", () => {
  it("is not confirmed when it is signed up for, and is when an admin makes it", async () => {
    const { user, caller } = await signUp("sam@test.example");
    expect(caller.confirmed).toBe(false);
    expect(await isConfirmed(user.id)).toBe(false);
    expect((await makePerson("admin")).caller.confirmed).toBe(true);
  });

  it("from before is confirmed where an admin or a used link stands behind it, and by nothing else", async () => {
    const admin = await makePerson("admin");
    const [byAdmin, byCommand, bySelf, byLink, unrecorded] = await Promise.all(
      Array.from({ length: 5 }, () => makeStudent({ confirmed: false })),
    );
    const lecturer = await makeLecturer({ confirmed: false });
    const log = (target: Person | undefined, action: string, actorId: string | null) =>
      db().auditEntry.create({ data: { id: crypto.randomUUID(), action, actorId, targetId: target?.user.id ?? null } });

    await log(byAdmin, "user/created", admin.user.id);
    await log(byCommand, "user/created", null);
    for (const person of [bySelf, byLink]) await log(person, "user/created", person?.user.id ?? null);
    await log(byLink, "password/reset", byLink?.user.id ?? null);
    const file = join(process.cwd(), "prisma/migrations/20261125220000_confirmed_addresses/migration.sql");
    const statement = /UPDATE "users"[^;]*;/.exec(await readFile(file, "utf8"))?.[0] ?? "";
    await pool().query(statement);
    const confirmed = await Promise.all(
      [byAdmin, byCommand, byLink, lecturer, bySelf, unrecorded].map((one) => isConfirmed(one?.user.id ?? "")),
    );

    expect(confirmed).toEqual([true, true, true, true, false, false]);
  });
});

describe("an import", () => {
  it("does not enrol an account that somebody else made with the address; the owner of the address uses the link, is enrolled, and ends all other sessions", async () => {
    const admin = await makePerson("admin");
    const { courseId } = await makeCourse(await makeLecturer());

    await db().course.update({ where: { id: courseId }, data: { enrolmentCode: "2046" } });
    const squatter = await signUp("mina@test.example");
    const report = await importPeople(admin, ["mina@test.example,Mina,Okafor,student,Programming 1"]);

    expect(report).toMatchObject({ accounts: 0, enrolments: 0, unconfirmed: 1, rows: [{ account: "unconfirmed", enrolment: "pending" }] });
    expect(await coursesOf(squatter.user.id)).toEqual([]);

    // The squatter can change the password, but the link of the invitation stays valid.
    const change = { current_password: body("").password, new_password: "mine for good, I say" };
    await changePassword({ caller: squatter.caller, body: change, request: testRequest() });
    const token = tokenOf(report.rows[0]?.invitation_url);

    expect(await describeLink({ body: { token }, request: testRequest() })).toEqual({
      kind: "invitation",
      email: "mina@test.example",
      first_name: "Mina",
    });

    published.clear();
    await resetPassword({ body: { token, password: "only mina knows" }, request: testRequest() });
    expect(await callerFromBearer(squatter.token)).toBeNull();
    await expect(login({ body: { email: "mina@test.example", password: change.new_password }, request: from() })).rejects.toThrow();
    expect((await login({ body: { email: "mina@test.example", password: "only mina knows" }, request: from() })).user).toMatchObject({
      first_name: "Mina",
      last_name: "Okafor",
    });
    expect(await coursesOf(squatter.user.id)).toEqual([courseId]);
    expect(published.events).toContainEqual({ to: "all", event: "courses:changed", body: { courseId } });
    expect(await db().pendingEnrollment.count()).toBe(0);
    expect(await db().auditEntry.findFirst({ where: { action: "email/confirmed" } })).toMatchObject({
      details: { by: "invitation", enrolments: 1 },
    });
  });

  it("gives the role that it names once the address is confirmed, and not before", async () => {
    const admin = await makePerson("admin");
    const squatter = await signUp("prof@test.example");
    const report = await importPeople(admin, ["prof@test.example,Pat,Rossi,lecturer,"]);

    expect(report.problems).toEqual([]);
    expect((await db().user.findUniqueOrThrow({ where: { id: squatter.user.id } })).role).toBe("student");

    await resetPassword({ body: { token: tokenOf(report.rows[0]?.invitation_url), password: "only pat knows" }, request: testRequest() });
    expect(await db().user.findUniqueOrThrow({ where: { id: squatter.user.id } })).toMatchObject({ role: "lecturer", firstName: "Pat" });
  });

  it("of a course's list gives an admin the link, and whoever is confirmed meanwhile is enrolled", async () => {
    const admin = await makePerson("admin");
    const scene = await makeScene();
    const squatter = await signUp("lee@test.example");
    const bring = (confirm: boolean) =>
      importRoster({
        caller: admin.caller,
        params: { id: scene.courseId },
        body: { csv_base64: csv(["email", "lee@test.example"]), confirm },
        request: testRequest(),
      });

    expect(await bring(false)).toMatchObject({ enrolled: [], unconfirmed: [{ line: 2, email: "lee@test.example" }] });

    const { enrolled, unconfirmed } = await bring(true);
    expect(enrolled).toEqual([]);
    expect(unconfirmed[0]?.link_url).toMatch(/set-password#/);
    expect(await coursesOf(squatter.user.id)).toEqual([]);

    await confirmUser({ caller: admin.caller, params: { id: squatter.user.id }, request: testRequest() });
    expect(await coursesOf(squatter.user.id)).toEqual([scene.courseId]);

    await bring(true);
    expect(await db().pendingEnrollment.count()).toBe(0);
  });

  it("is forgotten with the account, and with the address", async () => {
    const admin = await makePerson("admin");
    await makeCourse(await makeLecturer());
    const [one, two] = [await signUp("one@test.example"), await signUp("two@test.example")];
    await importPeople(admin, ["one@test.example,One,A,student,Programming 1", "two@test.example,Two,B,student,Programming 1"]);

    expect(await db().pendingEnrollment.count()).toBe(2);

    await deleteMe({ caller: one.caller, body: { password: body("").password }, request: testRequest() });
    await patchUser({ caller: admin.caller, params: { id: two.user.id }, body: { email: "other@test.example" }, request: testRequest() });
    expect([await db().pendingEnrollment.count(), await db().pendingDetails.count(), await db().oneTimeLink.count()]).toEqual([0, 0, 0]);

    await confirmUser({ caller: admin.caller, params: { id: two.user.id }, request: testRequest() });
    expect(await coursesOf(two.user.id)).toEqual([]);
  });
});

describe("the link that confirms", () => {
  it("does so for whoever is signed in to that account, once, and ends no session", async () => {
    const { user, caller, token } = await signUp("kim@test.example");
    const link = await keep(user.id, "confirmation");
    await confirmEmail({ caller, body: { token: link }, request: testRequest() });
    expect((await callerFromBearer(token))?.confirmed).toBe(true);
    await expect(confirmEmail({ caller, body: { token: link }, request: testRequest() })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is refused for another account and stays valid; without a session it is used to choose a new password", async () => {
    const squatter = await signUp("noor@test.example");
    const other = await makeStudent({ confirmed: false });
    const link = await keep(squatter.user.id, "confirmation");

    await expect(confirmEmail({ caller: other.caller, body: { token: link }, request: testRequest() })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await isConfirmed(other.user.id)).toBe(false);

    await resetPassword({ body: { token: link, password: "only noor knows" }, request: testRequest() });
    expect(await isConfirmed(squatter.user.id)).toBe(true);
    expect(await callerFromBearer(squatter.token)).toBeNull();
  });

  it("greets by no name that a stranger typed", async () => {
    const { user } = await signUp("free-money.example@test.example");
    const asked = { body: { token: await keep(user.id, "password") }, request: testRequest() };
    expect((await describeLink(asked)).first_name).toBe("");
  });

  it("of another kind confirms by choosing a password alone", async () => {
    const { user, caller } = await signUp("ola@test.example");
    const token = await keep(user.id, "password");
    await expect(confirmEmail({ caller, body: { token }, request: testRequest() })).rejects.toMatchObject({ code: "not_found" });
    await resetPassword({ body: { token, password: "only ola knows" }, request: testRequest() });
    expect(await isConfirmed(user.id)).toBe(true);
  });

  it("is not for whoever is confirmed, and where no mail is sent an admin confirms", async () => {
    const { caller } = await makeStudent();
    await expect(mailConfirmation({ caller, request: testRequest() })).rejects.toMatchObject({ code: "conflict" });

    const open = await makeStudent({ confirmed: false, passwordHash: "x" });
    expect(await mailConfirmation({ caller: open.caller, request: testRequest() })).toEqual({ mailed: false });

    const admin = await makePerson("admin");
    const confirm = () => confirmUser({ caller: admin.caller, params: { id: open.user.id }, request: testRequest() });
    expect(await requireUser(open.user.id)).toEqual({ ...open.user, email_confirmed: false });
    expect(await confirm()).toEqual(open.user);

    await confirm();
    expect(await db().auditEntry.count({ where: { action: "email/confirmed", actorId: admin.user.id } })).toBe(1);
  });
});

describe("limits", () => {
  beforeEach(() => {
    config().rateLimits = true;
  });

  it("let sixty people sign up from one address in a minute and tell the next when, and elsewhere it goes on", async () => {
    const hall = from();
    // With an address that is taken. It counts like any other, and no sixty accounts have to be made.
    await makeStudent({ email: "taken@test.example", passwordHash: await hashPassword("x") });
    const attempt = () => register({ body: body("taken@test.example"), request: hall }).catch((error: unknown) => error);
    // In two batches, because at most fifty may wait for one account.
    const answers = [
      ...(await Promise.all(Array.from({ length: 30 }, attempt))),
      ...(await Promise.all(Array.from({ length: 31 }, attempt))),
    ];

    expect(answers.filter((error) => (error as { code?: string }).code === "conflict")).toHaveLength(60);
    expect(answers.find((error) => (error as { code?: string }).code === "too_many")).toMatchObject({ retryAfter: expect.any(Number) });
    expect((await register({ body: body("elsewhere@test.example"), request: from() })).user.role).toBe("student");
  }, 60_000);

  it("count people who are not confirmed together by address, and others not", async () => {
    const { ip } = from();
    const post = (confirmed: boolean) => consumePost({ ...stranger.caller, confirmed }, ip);
    const stranger = await makeStudent({ confirmed: false });

    for (let n = 0; n < 240; n++) await post(false);
    await expect(post(false)).rejects.toMatchObject({ code: "too_many" });

    await post(true);
    const guess = (id: string, at = ip) => consumeFor("codeFailure", { id, confirmed: false, ip: at });
    for (let n = 0; n < 60; n++) await guess(`squatter ${n}`);

    await expect(guess("yet another")).rejects.toMatchObject({ code: "too_many" });

    await guess("somewhere else", from().ip);
    await consumeFor("codeFailure", { id: "confirmed", confirmed: true, ip });
  });
});
