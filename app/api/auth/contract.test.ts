import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { tokensSchema, userSchema } from "#lib/contract/auth.ts";
import { recoveryCodesSchema, twoFactorSchema, twoFactorSetUpSchema } from "#lib/contract/two-factor.ts";
import { hashPassword } from "#lib/server/auth/passwords.ts";
import { signToken } from "#lib/server/auth/tokens.ts";
import { db } from "#lib/server/db/client.ts";
import type { Call } from "#lib/testing/call-route.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeLecturer, makePerson, makeScene } from "#lib/testing/factories.ts";
import { call, someId } from "#lib/testing/routes.ts";

useTestDatabase();

describe("signing in", () => {
  const john = { email: "john@test.example", password: "correct horse", first_name: "John", last_name: "Doe" };

  it("registers, signs in as the seed's fetch does, refreshes and signs out", async () => {
    const made = await call("auth/register", "POST", {
      raw: JSON.stringify(john),
      headers: { "content-type": "text/plain;charset=UTF-8" },
    });

    expect(made.status).toBe(201);

    const { user, tokens } = made.body.data as { user: unknown; tokens: { refresh_token: string; access_token: string } };
    userSchema.parse(user);
    tokensSchema.parse(tokens);
    const signedIn = await call("auth/login", "POST", {
      raw: JSON.stringify({ email: john.email, password: john.password }),
      headers: { "content-type": "text/plain;charset=UTF-8" },
    });

    expect(signedIn).toMatchObject({ status: 200, body: { data: { user } } });

    const next = await call("auth/refresh", "POST", { body: { refresh_token: tokens.refresh_token } });
    expect(next.status).toBe(200);
    expect(Object.keys(next.body.data as object)).toEqual(["tokens"]);
    expect(await call("auth/me", "GET", { token: tokens.access_token })).toMatchObject({
      status: 200,
      body: { data: { user, tokens: { access_token: tokens.access_token } } },
    });

    const out = await call("auth/logout", "POST", { token: tokens.access_token });
    expect(out).toMatchObject({ status: 200, body: { data: null } });
    expect(await call("auth/me", "GET", { token: tokens.access_token })).toMatchObject({ status: 401, body: { error: "Invalid token" } });
    expect(await call("auth/refresh", "POST", { body: { refresh_token: tokens.refresh_token } })).toMatchObject({
      status: 401,
      body: { error: "Invalid token" },
    });
  });

  it("refuses in the contract's words", async () => {
    await makePerson("student", { email: john.email, passwordHash: await hashPassword(john.password) });

    expect(await call("auth/register", "POST", { body: john })).toMatchObject({ status: 409, body: { error: "Email already registered" } });
    expect(await call("auth/register", "POST", { body: { ...john, email: " JOHN@TEST.example" } })).toMatchObject({ status: 409 });
    expect(await call("auth/register", "POST", { body: { ...john, email: "x@y.example", role: "admin" } })).toMatchObject({
      status: 400,
      body: { details: [{ param: "role" }] },
    });
    for (const body of [
      { email: john.email, password: "wrong" },
      { email: "nobody@test.example", password: john.password },
    ])
      expect(await call("auth/login", "POST", { body })).toMatchObject({ status: 401, body: { error: "Invalid email or password" } });
  });

  it("asks for a code where one was turned on, and sets it up in the shapes of the contract", async () => {
    const { token } = await makePerson("student", { email: john.email, passwordHash: await hashPassword(john.password) });
    const { password } = john;
    const path = "users/me/two-factor";

    expect(twoFactorSchema.parse((await call(path, "GET", { token })).body.data)).toMatchObject({ on: false });

    const begun = twoFactorSetUpSchema.parse((await call(path, "POST", { token, body: { password } })).body.data);
    const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) });
    const wrong = { status: 400, body: { details: [{ param: "code", location: "body" }] } };

    for (const code of ["", "000000", 123456, null, "\0", "x".repeat(101)])
      expect(await call(path, "PUT", { token, body: { code } }), String(code)).toMatchObject(wrong);

    const made = await call(path, "PUT", { token, body: { code: totp.generate() } });
    const [recovery] = recoveryCodesSchema.parse(made.body.data).recovery_codes;
    expect(twoFactorSchema.parse((await call(path, "GET", { token })).body.data)).toMatchObject({ on: true, recovery_codes_left: 10 });

    const login = (more: object) => call("auth/login", "POST", { body: { email: john.email, password, ...more } });
    const details = [{ param: "code", location: "body" }];
    expect(await login({})).toMatchObject({ status: 401, body: { error: "Two-factor code required", details } });
    expect(await login({ code: "000000" })).toMatchObject({ status: 401, body: { error: "Invalid two-factor code", details } });
    expect(await login({ code: "" })).toMatchObject({ status: 400, body: { details } });

    const guessed = await login({ password: "wrong", code: "000000" });
    expect(guessed).toMatchObject({ status: 401, body: { error: "Invalid email or password" } });
    expect(guessed.body).not.toHaveProperty("details");

    const { tokens } = (await login({ code: recovery })).body.data as { tokens: unknown };
    tokensSchema.parse(tokens);

    expect(await call(`${path}/recovery-codes`, "POST", { token, body: { password, code: "000000" } })).toMatchObject(wrong);

    const next = totp.generate({ timestamp: Date.now() + 30_000 });
    const anew = await call(`${path}/recovery-codes`, "POST", { token, body: { password, code: next } });
    const [first] = recoveryCodesSchema.parse(anew.body.data).recovery_codes;

    expect(await call(path, "DELETE", { token, body: { password: "wrong", code: first } })).toMatchObject({ status: 400 });
    expect(await call(path, "DELETE", { token, body: { password, code: first } })).toMatchObject({ status: 200, body: { data: null } });
    expect(await login({})).toMatchObject({ status: 200 });
  });

  it("with a code is turned off for somebody else by admins alone", async () => {
    const { user, token } = await makePerson("student");
    const [lecturer, admin] = [await makeLecturer(), await makePerson("admin")];
    const off = (id: string, by: string) => call("users/[id]/two-factor", "DELETE", { params: { id }, token: by });

    for (const by of [token, lecturer.token]) expect(await off(user.id, by)).toMatchObject({ status: 403 });
    expect(await off(user.id, admin.token)).toMatchObject({ status: 409, body: { error: "Two-factor sign-in is off" } });
    expect(await off(admin.user.id, admin.token)).toMatchObject({ status: 403 });
    expect(await off(someId, admin.token)).toMatchObject({ status: 404, body: { error: "User not found" } });
  });

  it("is closed to pages of foreign origins", async () => {
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }] as Record<
      string,
      string
    >[])
      for (const path of ["auth/login", "auth/register", "auth/refresh"])
        expect((await call(path, "POST", { body: { email: "a@b.c", password: "x" }, headers })).status, path).toBe(403);
  });

  it("answers 429 with Retry-After at the eleventh failure", async () => {
    const attempt = () =>
      call("auth/login", "POST", {
        body: { email: "guessed@test.example", password: "wrong" },
        headers: { "x-handraise-ip": "198.51.100.9" },
      });

    for (let n = 0; n < 10; n++) expect((await attempt()).status).toBe(401);

    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("a session cookie", () => {
  it("is no help to a foreign page", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const cookie = `handraise.session=${await signToken("browser", scene.lecturer.user.id, scene.lecturer.caller.sessionId, 60)}`;
    const resolve = (headers: Record<string, string>, given: Call = {}) =>
      call("discussions/threads/[id]/resolve", "POST", { params: { id: thread.id }, ...given, headers: { cookie, ...headers } });

    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[])
      expect((await resolve(headers)).status).toBe(403);
    expect((await resolve({ "content-type": "text/plain" }, { raw: "{}" })).status).toBe(415);
    expect((await resolve({ "content-type": "multipart/form-data; boundary=x" }, { raw: "--x--" })).status).toBe(415);
    expect(await db().thread.findFirstOrThrow()).toMatchObject({ status: "open" });
    expect((await resolve({ origin: "http://localhost:8000" })).status).toBe(200);
  });
});
