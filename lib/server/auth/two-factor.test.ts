import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useTestDatabase } from "#lib/testing/database";
import { facts, makePerson, type Person } from "#lib/testing/factories";
import { usePublished } from "#lib/testing/published";
import { db, query, transaction } from "../db/client";
import { deleteMe } from "../users/delete-user";
import { exportData } from "../users/export-data";
import { callerFromBearer } from "./authenticate";
import { checkCredentials } from "./check-credentials";
import { newLink, storeLinks } from "./links";
import { login } from "./login";
import { hashPassword } from "./passwords";
import { resetPassword } from "./reset-password";
import { requireSecondFactor } from "./second-factor";
import { turnOffTwoFactor, turnOffTwoFactorOf } from "./turn-off-two-factor";
import { beginTwoFactor, confirmTwoFactor, renewRecoveryCodes } from "./turn-on-two-factor";
import { ownTwoFactor, twoFactorOf } from "./two-factor-state";

useTestDatabase();
const published = usePublished();

const password = "correct horse";
/** Hashed once: it takes a while, and is not what these tests are about. */
const hash = hashPassword(password);
const step = 30_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** What an app with this secret shows `ms` from now. */
const shownBy = (secret: string, ms = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ms });

type Owner = Person & {
  secret: string;
  recovery: string[];
  enter: (code?: string, ip?: string, typed?: string) => ReturnType<typeof login>;
};

async function someone(role: Person["user"]["role"] = "student"): Promise<Owner> {
  const person = await makePerson(role, { passwordHash: await hash });
  const input = { caller: person.caller, facts: facts() };
  const { secret } = await beginTwoFactor({ ...input, body: { password } });
  const { recovery_codes: recovery } = await confirmTwoFactor({ ...input, body: { code: shownBy(secret) } });
  later(step);
  const enter: Owner["enter"] = (code, ip = "203.0.113.7", typed = password) =>
    login({ body: { email: person.user.email, password: typed, ...(code !== undefined && { code }) }, facts: { ...facts(), ip } });
  return { ...person, secret, recovery, enter };
}

const required = { code: "unauthenticated", message: "Two-factor code required", details: [{ param: "code" }] };
const wrong = { code: "unauthenticated", message: "Invalid two-factor code", details: [{ param: "code" }] };
const invalid = { code: "unauthenticated", message: "Invalid email or password", details: undefined };
const tooMany = { code: "too_many", retryAfter: expect.any(Number) };

describe("turning it on", () => {
  it("asks for the password, shows the secret as text and picture, and holds once a code has proved it", async () => {
    const me = await makePerson("student", { passwordHash: await hash });
    const input = { caller: me.caller, facts: facts() };
    await expect(beginTwoFactor({ ...input, body: { password: "wrong" } })).rejects.toMatchObject({ details: [{ param: "password" }] });
    await expect(confirmTwoFactor({ ...input, body: { code: "123456" } })).rejects.toMatchObject({ code: "conflict" });

    const begun = await beginTwoFactor({ ...input, body: { password } });
    expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.uri).toBe(
      `otpauth://totp/Handraise:${encodeURIComponent(me.user.email)}?issuer=Handraise&secret=${begun.secret}&algorithm=SHA1&digits=6&period=30`,
    );
    expect(begun.qr_svg).toMatch(/^<svg [^>]*>/);

    // Nobody is asked for a code of an app that may not have the secret.
    await login({ body: { email: me.user.email, password }, facts: facts() });
    expect(await ownTwoFactor(me)).toEqual({ on: false, since: null, recovery_codes_left: 0, required: false });
    await expect(confirmTwoFactor({ ...input, body: { code: shownBy(begun.secret, 5 * step) } })).rejects.toMatchObject({
      code: "invalid_input",
      details: [{ param: "code" }],
    });

    const { recovery_codes } = await confirmTwoFactor({ ...input, body: { code: shownBy(begun.secret) } });
    expect(recovery_codes).toHaveLength(10);
    for (const code of recovery_codes) expect(code).toMatch(/^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$/);
    expect(new Set(recovery_codes).size).toBe(10);
    expect(await twoFactorOf(me.user.id)).toEqual({ on: true, since: new Date().toISOString(), recovery_codes_left: 10 });
    await expect(beginTwoFactor({ ...input, body: { password } })).rejects.toMatchObject({ code: "conflict" });
    // The session that was open stays.
    expect(await callerFromBearer(me.token)).not.toBeNull();
  });

  it("is begun anew after a quarter of an hour, and beginning again replaces the secret", async () => {
    const me = await makePerson("student", { passwordHash: await hash });
    const input = { caller: me.caller, facts: facts() };
    const first = await beginTwoFactor({ ...input, body: { password } });
    const second = await beginTwoFactor({ ...input, body: { password } });

    await expect(confirmTwoFactor({ ...input, body: { code: shownBy(first.secret) } })).rejects.toMatchObject({ code: "invalid_input" });

    await query("UPDATE two_factor SET created_at = now() - interval '16 minutes'");
    await expect(confirmTwoFactor({ ...input, body: { code: shownBy(second.secret) } })).rejects.toMatchObject({ code: "conflict" });
  });

  it("stores neither the secret nor the codes as they are", async () => {
    const me = await someone();
    const [rows] = await query<{ dump: string }>(
      "SELECT (SELECT string_agg(f::text, '') FROM two_factor f) || (SELECT string_agg(r::text, '') FROM recovery_codes r) || (SELECT coalesce(string_agg(a::text, ''), '') FROM audit_log a) AS dump",
    );
    const dump = rows?.dump ?? "";

    expect(dump).toContain(me.user.id);
    expect(dump).not.toContain(Buffer.from(Secret.fromBase32(me.secret).bytes).toString("hex"));
    for (const code of me.recovery) expect(dump).not.toContain(code.replaceAll("-", ""));
  });
});

describe("signing in", () => {
  it("asks for the code after the right password alone, and takes it once", async () => {
    const me = await someone();
    await expect(me.enter()).rejects.toMatchObject(required);
    await expect(me.enter(undefined, undefined, "wrong")).rejects.toMatchObject(invalid);
    await expect(me.enter(shownBy(me.secret), undefined, "wrong")).rejects.toMatchObject(invalid);

    const code = shownBy(me.secret);
    const { tokens } = await me.enter(code);
    expect(await callerFromBearer(tokens.access_token)).toMatchObject({ user: { id: me.user.id } });
    await expect(me.enter(code)).rejects.toMatchObject(wrong);

    later(step);
    await me.enter(` ${shownBy(me.secret).replace(/^.../, "$& ")} `);
  });

  it("takes a code one step early or late, none further off, and none older than one that was taken", async () => {
    const me = await someone();
    later(10 * step);
    for (const off of [-2, 2, 3]) await expect(me.enter(shownBy(me.secret, off * step))).rejects.toMatchObject(wrong);
    await me.enter(shownBy(me.secret, -step));
    await me.enter(shownBy(me.secret, step));
    await expect(me.enter(shownBy(me.secret))).rejects.toMatchObject(wrong);
  });

  it("lets one in of several who send the same code side by side", async () => {
    const me = await someone();
    for (const code of [shownBy(me.secret), me.recovery[0]]) {
      const tries = await Promise.allSettled(Array.from({ length: 5 }, () => requireSecondFactor(me.user, code, facts())));
      expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
  });

  it("takes a recovery code once, in whatever form it is typed", async () => {
    const me = await someone();
    const [first = "", second = ""] = me.recovery;

    await me.enter(first);
    await expect(me.enter(first)).rejects.toMatchObject(wrong);

    await me.enter(` ${second.toUpperCase().replaceAll("-", " ")}`);
    expect((await twoFactorOf(me.user.id)).recovery_codes_left).toBe(8);

    const other = await someone();
    await expect(me.enter(other.recovery[0])).rejects.toMatchObject(wrong);
  });

  it("refuses the eleventh guess from one address, also a right one, sent one by one or side by side; the right password forgives nothing", async () => {
    const me = await someone();
    for (let n = 0; n < 10; n++) {
      await expect(me.enter("000000")).rejects.toMatchObject(wrong);
      await expect(me.enter()).rejects.toMatchObject(required);
    }
    await expect(me.enter(shownBy(me.secret))).rejects.toMatchObject(tooMany);

    await me.enter(shownBy(me.secret), "203.0.113.8");
    const other = await someone();
    const guess = () => requireSecondFactor(other.user, "000000", facts());
    const tries = await Promise.allSettled(Array.from({ length: 20 }, guess));
    const codes = tries.map((done) => (done.status === "rejected" ? (done.reason as { code: string }).code : "in"));

    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
    expect(codes.filter((code) => code === "too_many")).toHaveLength(10);
  }, 30_000);

  it("counts guesses on one account from all addresses together; right codes do not count", async () => {
    const me = await someone();
    /** The second step alone: the password was right. */
    const guess = (code: string, ip: string) => requireSecondFactor(me.user, code, { ...facts(), ip });

    for (let n = 0; n < 15; n++) {
      await guess(shownBy(me.secret), `198.51.100.${n}`);
      later(step);
    }
    for (let n = 0; n < 30; n++) await expect(guess("000000", `203.0.113.${n}`)).rejects.toMatchObject(wrong);
    await expect(me.enter(shownBy(me.secret), "203.0.113.99")).rejects.toMatchObject(tooMany);

    // Nobody else is hindered.
    const other = await someone();
    await other.enter(shownBy(other.secret), "203.0.113.99");
  }, 30_000);

  it("keeps in the log what happened, and no code", async () => {
    const me = await someone();
    const code = shownBy(me.secret);

    await me.enter(code);
    await me.enter("000000").catch(() => null);
    await me.enter(me.recovery[0]);
    const rows = await db().auditEntry.findMany({ orderBy: { id: "asc" } });

    expect(rows.map(({ action, targetId, details }) => [action, targetId, details])).toEqual([
      ["two_factor/on", me.user.id, {}],
      ["two_factor/code_used", me.user.id, {}],
      ["session/opened", me.user.id, {}],
      ["session/refused", me.user.id, { wrong: "two-factor code" }],
      ["two_factor/recovery_code_used", me.user.id, { left: 9 }],
      ["session/opened", me.user.id, {}],
    ]);
    expect(JSON.stringify(rows.map(({ details }) => details))).not.toContain(code);
  });

  it("takes both after a password was chosen by a link as well", async () => {
    const me = await someone();
    const link = newLink("password", 60_000);
    await transaction((tx) => storeLinks(tx, [{ ...link, userId: me.user.id }]));
    await resetPassword({ body: { token: link.url.split("#")[1] ?? "", password: "battery staple" }, facts: facts() });
    await expect(me.enter(undefined, undefined, "battery staple")).rejects.toMatchObject(required);
    await me.enter(shownBy(me.secret), undefined, "battery staple");
  });

  it("needs no code of whoever did not turn it on, and minds none", async () => {
    const me = await makePerson("student", { passwordHash: await hash });
    await checkCredentials({ email: me.user.email, password, code: "000000" }, facts());
  });
});

describe("afterwards", () => {
  it("new recovery codes take password and code, and the old ones stop", async () => {
    const me = await someone();
    const renew = (typed: string, code: string) =>
      renewRecoveryCodes({ caller: me.caller, body: { password: typed, code }, facts: facts() });

    await expect(renew("wrong", shownBy(me.secret))).rejects.toMatchObject({ details: [{ param: "password" }] });
    await expect(renew(password, "000000")).rejects.toMatchObject({ code: "invalid_input", details: [{ param: "code" }] });

    const { recovery_codes } = await renew(password, shownBy(me.secret));
    await expect(me.enter(me.recovery[0])).rejects.toMatchObject(wrong);

    await me.enter(recovery_codes[0]);
    expect((await twoFactorOf(me.user.id)).recovery_codes_left).toBe(9);
  });

  it("it is turned off by password and code, or recovery code, and leaves nothing behind", async () => {
    const me = await someone();
    const off = (typed: string, code: string) => turnOffTwoFactor({ caller: me.caller, body: { password: typed, code }, facts: facts() });
    await expect(off("wrong", shownBy(me.secret))).rejects.toMatchObject({ details: [{ param: "password" }] });
    await expect(off(password, "000000")).rejects.toMatchObject({ details: [{ param: "code" }] });

    await off(password, me.recovery[0] ?? "");
    await me.enter();
    expect([await db().twoFactor.count(), await db().recoveryCode.count()]).toEqual([0, 0]);

    const other = await someone();
    await turnOffTwoFactor({ caller: other.caller, body: { password, code: shownBy(other.secret) }, facts: facts() });
    await other.enter();
  });

  it("guesses of someone who is signed in are counted too", async () => {
    const me = await someone();
    const off = (code: string) => turnOffTwoFactor({ caller: me.caller, body: { password, code }, facts: facts() });
    for (let n = 0; n < 10; n++) await expect(off("000000")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(off(shownBy(me.secret))).rejects.toMatchObject(tooMany);
  });

  it("an admin turns it off for somebody else, whose sessions end; never for themselves", async () => {
    const [me, admin] = [await someone(), await someone("admin")];
    const off = (id: string) => turnOffTwoFactorOf({ caller: admin.caller, params: { id }, facts: facts() });
    await expect(off(admin.user.id)).rejects.toMatchObject({ code: "forbidden" });

    published.clear();
    expect(await off(me.user.id)).toEqual({ ended: 1 });
    expect(published.facts).toContainEqual({ to: "sessions", sessionIds: [me.caller.sessionId] });
    expect(await callerFromBearer(me.token)).toBeNull();

    await me.enter();
    await expect(off(me.user.id)).rejects.toMatchObject({ code: "conflict" });
    await expect(off("01a208b3-6d57-775a-ab85-cb17c75cce2a")).rejects.toMatchObject({ code: "not_found" });
    expect((await twoFactorOf(admin.user.id)).on).toBe(true);
    expect(await db().auditEntry.findFirst({ where: { action: "two_factor/off" } })).toMatchObject({
      actorId: admin.user.id,
      targetId: me.user.id,
      details: { sessions: 1 },
    });
  });

  it("goes with a stranger's account when the person whose address it is chooses a password", async () => {
    const stranger = await someone();
    await db().user.update({ where: { id: stranger.user.id }, data: { emailConfirmedAt: null } });
    const link = newLink("invitation", 60_000);
    await transaction((tx) => storeLinks(tx, [{ ...link, userId: stranger.user.id }]));
    await resetPassword({ body: { token: link.url.split("#")[1] ?? "", password: "another long phrase" }, facts: facts() });
    await stranger.enter(undefined, "203.0.113.9", "another long phrase");

    expect([await db().twoFactor.count(), await db().recoveryCode.count()]).toEqual([0, 0]);
  });

  it("the export says that it is on, and a deleted person leaves nothing of it", async () => {
    const me = await someone();
    const { data } = (await (await exportData(me)).json()) as { data: { two_factor: unknown } };
    expect(data.two_factor).toMatchObject({ on: true, recovery_codes_left: 10 });
    expect(JSON.stringify(data)).not.toContain(me.secret);
    await deleteMe({ caller: me.caller, body: { password }, facts: facts() });
    expect([await db().twoFactor.count(), await db().recoveryCode.count()]).toEqual([0, 0]);
  });
});
