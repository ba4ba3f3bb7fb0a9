import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { transaction } from "../db/transaction";
import { deleteMe } from "../users/delete-user";
import { exportData } from "../users/export-data";
import { callerFromBearer } from "./authenticate";
import { changePassword } from "./change-password";
import { checkCredentials, type Proven } from "./check-credentials";
import { endAllSessionsOf, endOtherSessions, endOwnSession, endSessionOf } from "./end-sessions";
import { newLink, storeLinks } from "./links";
import { listSessions, listSessionsOf } from "./list-sessions";
import { login } from "./login";
import { hashPassword } from "./passwords";
import { resetPassword } from "./reset-password";
import { openSession } from "./sessions";

useTestDatabase();
const published = usePublished();

const password = "correct horse";
async function someone(): Promise<Person & { again: () => Promise<Person> }> {
  const person = await makePerson("student", { passwordHash: await hashPassword(password) });
  const again = async () => {
    const { tokens } = await login({
      body: { email: person.user.email, password },
      request: { ...testRequest(), userAgent: "Another browser" },
    });
    const caller = await callerFromBearer(tokens.access_token);
    if (!caller) throw new Error("not signed in");
    return { user: person.user, caller, token: tokens.access_token };
  };
  return { ...person, again };
}
const lives = async (person: Person) => (await callerFromBearer(person.token)) !== null;

describe("sessions", () => {
  it("are listed, and ended one by one or all but the one that asks", async () => {
    const here = await someone();
    const [there, elsewhere] = [await here.again(), await here.again()];
    const list = await listSessions(here);

    expect(list).toHaveLength(3);
    expect(list.find(({ id }) => id === there.caller.sessionId)).toMatchObject({
      current: false,
      ip: "192.0.2.1",
      user_agent: "Another browser",
    });
    expect(list.find(({ current }) => current)?.id).toBe(here.caller.sessionId);

    published.clear();
    await endOwnSession({ caller: here.caller, params: { id: there.caller.sessionId }, request: testRequest() });
    expect(published.events).toEqual([{ to: "sessions", sessionIds: [there.caller.sessionId] }]);
    expect([await lives(here), await lives(there), await lives(elsewhere)]).toEqual([true, false, true]);
    expect(await endOtherSessions({ caller: here.caller, request: testRequest() })).toEqual({ ended: 1 });
    expect([await lives(here), await lives(elsewhere)]).toEqual([true, false]);
  });

  it("are ended by their id by an admin, and by nobody else but their person", async () => {
    const [one, other, admin] = [await someone(), await someone(), await makePerson("admin")];
    const missing = { code: "not_found", message: "Session not found" };
    await expect(
      endOwnSession({ caller: other.caller, params: { id: one.caller.sessionId }, request: testRequest() }),
    ).rejects.toMatchObject(missing);

    const mixed = { id: other.user.id, sid: one.caller.sessionId };
    await expect(endSessionOf({ caller: admin.caller, params: mixed, request: testRequest() })).rejects.toMatchObject(missing);
    expect(await lives(one)).toBe(true);

    await one.again();
    expect(await listSessionsOf({ caller: admin.caller, params: { id: one.user.id } })).toHaveLength(2);
    expect(await endAllSessionsOf({ caller: admin.caller, params: { id: one.user.id }, request: testRequest() })).toEqual({ ended: 2 });
    expect(await db().auditEntry.findFirst({ where: { action: "session/ended" } })).toMatchObject({
      actorId: admin.user.id,
      targetId: one.user.id,
      ip: "192.0.2.1",
      details: { sessions: 2 },
    });
  });
});

describe("another password", () => {
  it("takes the old one, and ends all other sessions", async () => {
    const here = await someone();
    const there = await here.again();
    const change = (current_password: string) =>
      changePassword({ caller: here.caller, body: { current_password, new_password: "battery staple" }, request: testRequest() });

    await expect(change("wrong")).rejects.toMatchObject({ code: "invalid_input", details: [{ param: "current_password" }] });
    expect(await change(password)).toEqual({ ended: 1 });
    expect([await lives(here), await lives(there)]).toEqual([true, false]);
    await expect(here.again()).rejects.toMatchObject({ code: "unauthenticated" });
    for (let n = 0; n < 10; n++) await expect(change("guess")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(change("battery staple")).rejects.toMatchObject({ code: "too_many" });
  });

  /** Makes a link for another password. @returns what uses it */
  async function resetting(userId: string): Promise<() => Promise<unknown>> {
    const link = newLink("password", 60_000);
    await transaction((tx) => storeLinks(tx, [{ ...link, userId }]));
    return () => resetPassword({ body: { token: link.url.split("#")[1] ?? "", password: "battery staple" }, request: testRequest() });
  }

  it("keeps out who has proved the old one, and is not in yet when it changes", async () => {
    const me = await someone();
    const prove = () => checkCredentials({ email: me.user.email, password }, testRequest());
    const enter = ({ user, passwordHash }: Proven) => openSession(user.id, testRequest(), passwordHash);

    await enter(await prove());
    const refused = { code: "unauthenticated", message: "Invalid email or password" };
    const [early, late] = [await prove(), await prove()];
    await enter(early);
    await (await resetting(me.user.id))();

    await expect(enter(late)).rejects.toMatchObject(refused);
    expect(await db().session.count({ where: { userId: me.user.id, endedAt: null } })).toBe(0);
  });

  it("leaves no session of the old one after sign-ins side by side", async () => {
    const here = await someone();
    const change = () =>
      changePassword({ caller: here.caller, body: { current_password: password, new_password: "battery staple" }, request: testRequest() });
    const away = await someone();

    for (const { person, act, left } of [
      { person: here, act: change, left: 1 },
      { person: away, act: await resetting(away.user.id), left: 0 },
    ]) {
      let over = false;
      const acting = act().finally(() => {
        over = true;
      });
      const knock = async () => {
        while (!over) await login({ body: { email: person.user.email, password }, request: testRequest() }).catch(() => null);
      };
      await Promise.all([acting, ...Array.from({ length: 4 }, knock)]);
      expect(await listSessions(person)).toHaveLength(left);
    }
  });

  it("is set once if two requests give the same old password at the same time; the second request is told that the old one is wrong", async () => {
    const here = await someone();
    const there = await here.again();
    const change = ({ caller }: Person, new_password: string) =>
      changePassword({ caller, body: { current_password: password, new_password }, request: testRequest() });
    const done = await Promise.allSettled([change(here, "battery staple"), change(there, "another staple")]);

    expect(done.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(done.find(({ status }) => status === "rejected")).toMatchObject({ reason: { details: [{ param: "current_password" }] } });
    expect([await lives(here), await lives(there)].filter(Boolean)).toHaveLength(1);
  });
});

describe("an account", () => {
  it("is deleted by its person's password, and its data is taken along before", async () => {
    const me = await someone();
    const { data } = (await (await exportData(me)).json()) as { data: { user: unknown; sessions: unknown[]; audit_log: unknown[] } };
    expect(data.user).toEqual(me.user);
    expect(data.sessions).toHaveLength(1);

    const hash = (await db().user.findUniqueOrThrow({ where: { id: me.user.id } })).passwordHash ?? "";
    expect(JSON.stringify(data)).not.toContain(hash);
    await expect(deleteMe({ caller: me.caller, body: { password: "wrong" }, request: testRequest() })).rejects.toMatchObject({
      details: [{ param: "password" }],
    });

    await deleteMe({ caller: me.caller, body: { password }, request: testRequest() });
    expect(await lives(me)).toBe(false);
    await expect(me.again()).rejects.toMatchObject({ message: "Invalid email or password" });
  });
});

describe("the audit log", () => {
  it("tells of good and bad sign-ins, keeps no secret, and cannot be changed", async () => {
    const me = await someone();
    await me.again();
    const wrong = (email: string) => login({ body: { email, password: "hunter2!" }, request: testRequest() }).catch(() => null);
    await wrong(me.user.email);
    await wrong("my password in the wrong field");
    const rows = await db().auditEntry.findMany({ orderBy: { id: "asc" } });

    expect(rows.map(({ action, targetId }) => [action, targetId])).toEqual([
      ["session/opened", me.user.id],
      ["session/refused", me.user.id],
      ["session/refused", null],
    ]);
    expect(rows.every(({ requestId, ip }) => requestId && ip === "192.0.2.1")).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/hunter2|wrong field|test\.example/);
    await expect(db().auditEntry.updateMany({ data: { actorId: null } })).rejects.toThrow(/append-only/);
  });
});
