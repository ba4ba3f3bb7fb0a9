import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, testRequest } from "#lib/testing/factories.ts";
import { later, makeOwner, password, passwordHash, shownBy, stepMs, useDates } from "#lib/testing/two-factor.ts";
import { db } from "../db/client";
import { transaction } from "../db/transaction";
import { callerFromBearer } from "./authenticate";
import { checkCredentials } from "./check-credentials";
import { newLink, storeLinks } from "./links";
import { resetPassword } from "./reset-password";
import { requireSecondFactor } from "./second-factor";
import { twoFactorOf } from "./two-factor-state";

useTestDatabase();

useDates();

const required = { code: "unauthenticated", message: "Two-factor code required", details: [{ param: "code" }] };
const wrong = { code: "unauthenticated", message: "Invalid two-factor code", details: [{ param: "code" }] };
const invalid = { code: "unauthenticated", message: "Invalid email or password", details: undefined };
const tooMany = { code: "too_many", retryAfter: expect.any(Number) };

describe("signing in", () => {
  it("asks for the code after the right password alone, and takes it once", async () => {
    const me = await makeOwner();
    await expect(me.enter()).rejects.toMatchObject(required);
    await expect(me.enter(undefined, undefined, "wrong")).rejects.toMatchObject(invalid);
    await expect(me.enter(shownBy(me.secret), undefined, "wrong")).rejects.toMatchObject(invalid);

    const code = shownBy(me.secret);
    const { tokens } = await me.enter(code);
    expect(await callerFromBearer(tokens.access_token)).toMatchObject({ user: { id: me.user.id } });
    await expect(me.enter(code)).rejects.toMatchObject(wrong);

    later(stepMs);
    await me.enter(` ${shownBy(me.secret).replace(/^.../, "$& ")} `);
  });

  it("takes a code that is one step early or late, but no code further off and none older than the last one used", async () => {
    const me = await makeOwner();
    later(10 * stepMs);
    for (const off of [-2, 2, 3]) await expect(me.enter(shownBy(me.secret, off * stepMs))).rejects.toMatchObject(wrong);
    await me.enter(shownBy(me.secret, -stepMs));
    await me.enter(shownBy(me.secret, stepMs));
    await expect(me.enter(shownBy(me.secret))).rejects.toMatchObject(wrong);
  });

  it("lets one in of several who send the same code side by side", async () => {
    const me = await makeOwner();
    for (const code of [shownBy(me.secret), me.recovery[0]]) {
      const tries = await Promise.allSettled(Array.from({ length: 5 }, () => requireSecondFactor(me.user, code, testRequest())));
      expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
  });

  it("takes a recovery code once, in whatever form it is typed", async () => {
    const me = await makeOwner();
    const [first = "", second = ""] = me.recovery;

    await me.enter(first);
    await expect(me.enter(first)).rejects.toMatchObject(wrong);

    await me.enter(` ${second.toUpperCase().replaceAll("-", " ")}`);
    expect((await twoFactorOf(me.user.id)).recovery_codes_left).toBe(8);

    const other = await makeOwner();
    await expect(me.enter(other.recovery[0])).rejects.toMatchObject(wrong);
  });

  it("refuses the eleventh code from one address, even a right one, sent one by one or all at once; the right password resets nothing", async () => {
    const me = await makeOwner();
    for (let n = 0; n < 10; n++) {
      await expect(me.enter("000000")).rejects.toMatchObject(wrong);
      await expect(me.enter()).rejects.toMatchObject(required);
    }
    await expect(me.enter(shownBy(me.secret))).rejects.toMatchObject(tooMany);

    await me.enter(shownBy(me.secret), "203.0.113.8");
    const other = await makeOwner();
    const guess = () => requireSecondFactor(other.user, "000000", testRequest());
    const tries = await Promise.allSettled(Array.from({ length: 20 }, guess));
    const codes = tries.map((done) => (done.status === "rejected" ? (done.reason as { code: string }).code : "in"));

    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
    expect(codes.filter((code) => code === "too_many")).toHaveLength(10);
  }, 30_000);

  it("counts guesses on one account from all addresses together; right codes do not count", async () => {
    const me = await makeOwner();
    /** Tries the second step only, as after the right password. */
    const guess = (code: string, ip: string) => requireSecondFactor(me.user, code, { ...testRequest(), ip });

    for (let n = 0; n < 15; n++) {
      await guess(shownBy(me.secret), `198.51.100.${n}`);
      later(stepMs);
    }
    for (let n = 0; n < 30; n++) await expect(guess("000000", `203.0.113.${n}`)).rejects.toMatchObject(wrong);
    await expect(me.enter(shownBy(me.secret), "203.0.113.99")).rejects.toMatchObject(tooMany);

    // Other people at the same address can still sign in.
    const other = await makeOwner();
    await other.enter(shownBy(other.secret), "203.0.113.99");
  }, 30_000);

  it("keeps in the log what happened, and no code", async () => {
    const me = await makeOwner();
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
    const me = await makeOwner();
    const link = newLink("password", 60_000);
    await transaction((tx) => storeLinks(tx, [{ ...link, userId: me.user.id }]));
    await resetPassword({ body: { token: link.url.split("#")[1] ?? "", password: "battery staple" }, request: testRequest() });
    await expect(me.enter(undefined, undefined, "battery staple")).rejects.toMatchObject(required);
    await me.enter(shownBy(me.secret), undefined, "battery staple");
  });

  it("needs no code of whoever did not turn it on, and minds none", async () => {
    const me = await makePerson("student", { passwordHash: await passwordHash });
    await checkCredentials({ email: me.user.email, password, code: "000000" }, testRequest());
  });
});
