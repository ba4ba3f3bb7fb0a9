import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callerFromBearer, callerFromCookies } from "#lib/server/auth/authenticate.ts";
import { hashPassword } from "#lib/server/auth/passwords.ts";
import { signToken } from "#lib/server/auth/tokens.ts";
import { config } from "#lib/server/config.ts";
import { sessionCookieName } from "#lib/server/http/credentials.ts";
import { authenticateHandshake } from "#lib/server/realtime/handshake.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson } from "#lib/testing/factories.ts";
import { call, isOpen, methodsOf, routePaths, someId } from "#lib/testing/routes.ts";

useTestDatabase();

const password = "correct horse";
const refused = { status: 403, body: { error: "Admins need two-factor sign-in here: turn it on in Settings first" } };

beforeEach(() => {
  config().adminTwoFactor = "required";
});
afterEach(() => {
  config().adminTwoFactor = "optional";
});

const handshake = (token: string) => authenticateHandshake({ auth: { token }, headers: {} });

/** The routes with which an admin sets up two-factor sign-in. */
const setUp = new Set(["GET auth/me", ...["GET", "POST", "PUT"].map((method) => `${method} users/me/two-factor`)]);

describe("required two-factor sign-in", () => {
  it("closes all routes except the set-up to an admin without it, refuses their socket, and redirects their pages to the set-up", async () => {
    const { user, caller, token } = await makePerson("admin");
    let asked = 0;

    for (const path of routePaths)
      for (const method of await methodsOf(path)) {
        if (isOpen(method, path) || setUp.has(`${method} ${path}`)) continue;
        expect(await call(path, method, { params: { id: someId }, token }), `${method} ${path}`).toMatchObject(refused);
        asked++;
      }
    expect(asked).toBeGreaterThan(40);
    await expect(handshake(token)).rejects.toThrow(refused.body.error);

    // Every page asks this before it shows anything.
    const cookie = `${sessionCookieName()}=${await signToken("browser", user.id, caller.sessionId, 60)}`;
    expect(await callerFromCookies(cookie)).toMatchObject({ mustSetUpTwoFactor: true });
  }, 90_000);

  it("opens everything once it is on, and cannot be turned off again", async () => {
    const { user, token } = await makePerson("admin", { passwordHash: await hashPassword(password) });
    expect(await call("auth/me", "GET", { token })).toMatchObject({ status: 200 });
    expect(await call("users/me/two-factor", "GET", { token })).toMatchObject({ body: { data: { on: false, required: true } } });

    const begun = await call("users/me/two-factor", "POST", { token, body: { password } });
    const { secret } = begun.body.data as { secret: string };
    // Set-up that was begun but not finished does not count as on.
    expect(await call("users", "GET", { token })).toMatchObject(refused);

    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    expect(await call("users/me/two-factor", "PUT", { token, body: { code } })).toMatchObject({ status: 200 });
    expect(await call("users", "GET", { token })).toMatchObject({ status: 200 });
    expect(await handshake(token)).toMatchObject({ user: { id: user.id } });

    const off = { token, body: { password, code: "000000" } };
    expect(await call("users/me/two-factor", "DELETE", off)).toMatchObject({ status: 409 });
  });

  it("is asked of nobody but admins, and lets an admin leave before it is on", async () => {
    for (const role of ["student", "lecturer"] as const) {
      const { token } = await makePerson(role);
      expect(await call("courses", "GET", { token })).toMatchObject({ status: 200 });
      expect(await handshake(token)).toMatchObject({ user: { role } });
    }

    const { token } = await makePerson("admin");
    expect(await call("auth/logout", "POST", { token, body: {} })).toMatchObject({ status: 200 });
    expect(await callerFromBearer(token)).toBeNull();
  });

  it("is asked of no admin where it is optional", async () => {
    config().adminTwoFactor = "optional";
    const { token } = await makePerson("admin");
    expect(await call("users", "GET", { token })).toMatchObject({ status: 200 });
    expect(await call("users/me/two-factor", "GET", { token })).toMatchObject({ body: { data: { on: false, required: false } } });
  });
});
