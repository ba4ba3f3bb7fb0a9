import { Secret } from "otpauth";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { makeOwner, password, passwordHash, shownBy, stepMs, useDates } from "#lib/testing/two-factor.ts";
import { db } from "../db/client";
import { read, sql, write } from "../db/sql";
import { transaction } from "../db/transaction";
import { deleteMe } from "../users/delete-user";
import { exportData } from "../users/export-data";
import { callerFromBearer } from "./authenticate";
import { newLink, storeLinks } from "./links";
import { login } from "./login";
import { resetPassword } from "./reset-password";
import { turnOffTwoFactor, turnOffTwoFactorOf } from "./turn-off-two-factor";
import { beginTwoFactor, confirmTwoFactor, renewRecoveryCodes } from "./turn-on-two-factor";
import { ownTwoFactor, twoFactorOf } from "./two-factor-state";

useTestDatabase();
const published = usePublished();

useDates();

const wrong = { code: "unauthenticated", message: "Invalid two-factor code", details: [{ param: "code" }] };
const tooMany = { code: "too_many", retryAfter: expect.any(Number) };

describe("turning it on", () => {
  it("asks for the password, shows the secret as text and picture, and holds once a code has proved it", async () => {
    const me = await makePerson("student", { passwordHash: await passwordHash });
    const input = { caller: me.caller, request: testRequest() };
    await expect(beginTwoFactor({ ...input, body: { password: "wrong" } })).rejects.toMatchObject({ details: [{ param: "password" }] });
    await expect(confirmTwoFactor({ ...input, body: { code: "123456" } })).rejects.toMatchObject({ code: "conflict" });

    const begun = await beginTwoFactor({ ...input, body: { password } });
    expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.uri).toBe(
      `otpauth://totp/Handraise:${encodeURIComponent(me.user.email)}?issuer=Handraise&secret=${begun.secret}&algorithm=SHA1&digits=6&period=30`,
    );
    expect(begun.qr_svg).toMatch(/^<svg [^>]*>/);

    // Sign-in asks for no code before the set-up is finished, because the app may not have the secret.
    await login({ body: { email: me.user.email, password }, request: testRequest() });
    expect(await ownTwoFactor(me)).toEqual({ on: false, since: null, recovery_codes_left: 0, required: false });
    await expect(confirmTwoFactor({ ...input, body: { code: shownBy(begun.secret, 5 * stepMs) } })).rejects.toMatchObject({
      code: "invalid_input",
      details: [{ param: "code" }],
    });

    const { recovery_codes } = await confirmTwoFactor({ ...input, body: { code: shownBy(begun.secret) } });
    expect(recovery_codes).toHaveLength(10);
    for (const code of recovery_codes) expect(code).toMatch(/^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$/);
    expect(new Set(recovery_codes).size).toBe(10);
    expect(await twoFactorOf(me.user.id)).toEqual({ on: true, since: new Date().toISOString(), recovery_codes_left: 10 });
    await expect(beginTwoFactor({ ...input, body: { password } })).rejects.toMatchObject({ code: "conflict" });
    // The session that was open stays valid.
    expect(await callerFromBearer(me.token)).not.toBeNull();
  });

  it("is begun anew after a quarter of an hour, and beginning again replaces the secret", async () => {
    const me = await makePerson("student", { passwordHash: await passwordHash });
    const input = { caller: me.caller, request: testRequest() };
    const first = await beginTwoFactor({ ...input, body: { password } });
    const second = await beginTwoFactor({ ...input, body: { password } });

    await expect(confirmTwoFactor({ ...input, body: { code: shownBy(first.secret) } })).rejects.toMatchObject({ code: "invalid_input" });

    await write(sql`UPDATE two_factor SET created_at = now() - interval '16 minutes'`);
    await expect(confirmTwoFactor({ ...input, body: { code: shownBy(second.secret) } })).rejects.toMatchObject({ code: "conflict" });
  });

  it("stores neither the secret nor the codes as they are", async () => {
    const me = await makeOwner();
    const [rows] = await read<{ dump: string }>(sql`
      SELECT (SELECT string_agg(f::text, '') FROM two_factor f) || (SELECT string_agg(r::text, '') FROM recovery_codes r) || (SELECT coalesce(string_agg(a::text, ''), '') FROM audit_log a) AS dump`);
    const dump = rows?.dump ?? "";

    expect(dump).toContain(me.user.id);
    expect(dump).not.toContain(Buffer.from(Secret.fromBase32(me.secret).bytes).toString("hex"));
    for (const code of me.recovery) expect(dump).not.toContain(code.replaceAll("-", ""));
  });
});

describe("afterwards", () => {
  it("new recovery codes take password and code, and the old ones stop", async () => {
    const me = await makeOwner();
    const renew = (typed: string, code: string) =>
      renewRecoveryCodes({ caller: me.caller, body: { password: typed, code }, request: testRequest() });

    await expect(renew("wrong", shownBy(me.secret))).rejects.toMatchObject({ details: [{ param: "password" }] });
    await expect(renew(password, "000000")).rejects.toMatchObject({ code: "invalid_input", details: [{ param: "code" }] });

    const { recovery_codes } = await renew(password, shownBy(me.secret));
    await expect(me.enter(me.recovery[0])).rejects.toMatchObject(wrong);

    await me.enter(recovery_codes[0]);
    expect((await twoFactorOf(me.user.id)).recovery_codes_left).toBe(9);
  });

  it("it is turned off by password and code, or recovery code, and leaves nothing behind", async () => {
    const me = await makeOwner();
    const off = (typed: string, code: string) =>
      turnOffTwoFactor({ caller: me.caller, body: { password: typed, code }, request: testRequest() });
    await expect(off("wrong", shownBy(me.secret))).rejects.toMatchObject({ details: [{ param: "password" }] });
    await expect(off(password, "000000")).rejects.toMatchObject({ details: [{ param: "code" }] });

    await off(password, me.recovery[0] ?? "");
    await me.enter();
    expect([await db().twoFactor.count(), await db().recoveryCode.count()]).toEqual([0, 0]);

    const other = await makeOwner();
    await turnOffTwoFactor({ caller: other.caller, body: { password, code: shownBy(other.secret) }, request: testRequest() });
    await other.enter();
  });

  it("guesses of someone who is signed in are counted too", async () => {
    const me = await makeOwner();
    const off = (code: string) => turnOffTwoFactor({ caller: me.caller, body: { password, code }, request: testRequest() });
    for (let n = 0; n < 10; n++) await expect(off("000000")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(off(shownBy(me.secret))).rejects.toMatchObject(tooMany);
  });

  it("an admin turns it off for somebody else, whose sessions end; never for themselves", async () => {
    const [me, admin] = [await makeOwner(), await makeOwner("admin")];
    const off = (id: string) => turnOffTwoFactorOf({ caller: admin.caller, params: { id }, request: testRequest() });
    await expect(off(admin.user.id)).rejects.toMatchObject({ code: "forbidden" });

    published.clear();
    expect(await off(me.user.id)).toEqual({ ended: 1 });
    expect(published.events).toContainEqual({ to: "sessions", sessionIds: [me.caller.sessionId] });
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
    const stranger = await makeOwner();
    await db().user.update({ where: { id: stranger.user.id }, data: { emailConfirmedAt: null } });
    const link = newLink("invitation", 60_000);
    await transaction((tx) => storeLinks(tx, [{ ...link, userId: stranger.user.id }]));
    await resetPassword({ body: { token: link.url.split("#")[1] ?? "", password: "another long phrase" }, request: testRequest() });
    await stranger.enter(undefined, "203.0.113.9", "another long phrase");

    expect([await db().twoFactor.count(), await db().recoveryCode.count()]).toEqual([0, 0]);
  });

  it("the export says that it is on, and a deleted person leaves nothing of it", async () => {
    const me = await makeOwner();
    const { data } = (await (await exportData(me)).json()) as { data: { two_factor: unknown } };
    expect(data.two_factor).toMatchObject({ on: true, recovery_codes_left: 10 });
    expect(JSON.stringify(data)).not.toContain(me.secret);
    await deleteMe({ caller: me.caller, body: { password }, request: testRequest() });
    expect([await db().twoFactor.count(), await db().recoveryCode.count()]).toEqual([0, 0]);
  });
});
