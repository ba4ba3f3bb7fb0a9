import { SignJWT } from "jose";
import { describe, expect, it, vi } from "vitest";
import { userSchema } from "#lib/contract/auth.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { config } from "../config";
import { db } from "../db/client";
import { sessionCookieName } from "../http/credentials";
import { register } from "../users/register";
import { callerFromBearer, callerFromCookies, signedUserId } from "./authenticate";
import { login } from "./login";
import { logout } from "./logout";
import { me } from "./me";
import { hashPassword, verifyPassword } from "./passwords";
import { refresh } from "./refresh";
import { hashRefreshToken, signToken, verifyToken } from "./tokens";

useTestDatabase();
const published = usePublished();
const person = { email: "john@test.example", password: "correct horse", first_name: "John", last_name: "Doe" };
const signUp = () => register({ body: person, request: testRequest() });
const invalid = { code: "unauthenticated", message: "Invalid token" };

describe("accounts", () => {
  it("register as a student and sign in with the same answer", async () => {
    const made = await signUp();
    expect(userSchema.parse(made.user)).toMatchObject({ email: person.email, role: "student" });
    expect(made.tokens).toMatchObject({ token_type: "Bearer", expires_in: 900 });
    const again = await login({ body: { email: " JOHN@test.example ", password: person.password }, request: testRequest() });
    expect(again.user).toEqual(made.user);
    await expect(signUp()).rejects.toMatchObject({ code: "conflict", message: "Email already registered" });
  });

  it("keep only an argon2id hash with the figures we promise", async () => {
    await signUp();
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { email: person.email } });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("answer a wrong address and a wrong password alike", async () => {
    await signUp();
    const attempt = (email: string, password: string) => login({ body: { email, password }, request: testRequest() });
    const same = { code: "unauthenticated", message: "Invalid email or password" };
    await expect(attempt(person.email, "wrong")).rejects.toMatchObject(same);
    await expect(attempt("nobody@test.example", person.password)).rejects.toMatchObject(same);
    await expect(attempt("\0", "\ud800")).rejects.toMatchObject(same);
  });

  it("are safe from guessing on one account from one address, and open from elsewhere", async () => {
    await signUp();
    const attempt = (password: string, ip: string) => login({ body: { email: person.email, password }, request: { ...testRequest(), ip } });
    for (let n = 0; n < 10; n++) await expect(attempt("wrong", "203.0.113.7")).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(attempt(person.password, "203.0.113.7")).rejects.toMatchObject({ code: "too_many", retryAfter: expect.any(Number) });
    await attempt(person.password, "203.0.113.8");
  });
});

describe("a password", () => {
  it("is verified in the same time with and without an account", async () => {
    const stored = await hashPassword("secret words");
    await verifyPassword(null, "warm up");
    expect(await verifyPassword(stored, "secret words")).toBe(true);
    expect(await verifyPassword(stored, "other words")).toBe(false);
    expect(await verifyPassword(null, "secret words")).toBe(false);
  });
});

describe("refresh tokens", () => {
  it("rotate, and give the same successor within the grace", async () => {
    const { tokens } = await signUp();
    const attempts = await Promise.all(
      Array.from({ length: 5 }, () => refresh({ body: { refresh_token: tokens.refresh_token }, request: testRequest() })),
    );

    expect(new Set(attempts.map((attempt) => attempt.tokens.refresh_token)).size).toBe(1);

    const [next] = attempts;
    expect(next?.tokens.refresh_token).not.toBe(tokens.refresh_token);

    await refresh({ body: { refresh_token: next?.tokens.refresh_token ?? "" }, request: testRequest() });
    expect(await db().refreshToken.count()).toBe(3);
  });

  it("end the whole session when an old one comes back", async () => {
    const { tokens } = await signUp();
    const next = await refresh({ body: { refresh_token: tokens.refresh_token }, request: testRequest() });

    await db().refreshToken.update({
      where: { hash: hashRefreshToken(tokens.refresh_token) },
      data: { rotatedAt: new Date(Date.now() - 11_000) },
    });
    published.clear();

    await expect(refresh({ body: { refresh_token: tokens.refresh_token }, request: testRequest() })).rejects.toMatchObject(invalid);
    await expect(refresh({ body: { refresh_token: next.tokens.refresh_token }, request: testRequest() })).rejects.toMatchObject(invalid);
    expect(await callerFromBearer(next.tokens.access_token)).toBeNull();
    expect(published.events).toMatchObject([{ to: "sessions" }]);
  });

  it("are stored as hashes only, and unknown ones are refused", async () => {
    const { tokens } = await signUp();
    const rows = await db().$queryRaw<{ dump: string }[]>`
      SELECT r::text || s::text AS dump FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id`;

    expect(JSON.stringify(rows)).not.toContain(tokens.refresh_token);
    await expect(refresh({ body: { refresh_token: "unknown" }, request: testRequest() })).rejects.toMatchObject(invalid);
    await expect(refresh({ body: { refresh_token: tokens.access_token }, request: testRequest() })).rejects.toMatchObject(invalid);
  });
});

describe("logout", () => {
  it("ends the session for every token of it", async () => {
    const { user, tokens } = await signUp();
    const caller = await callerFromBearer(tokens.access_token);

    if (!caller) throw new Error("not signed in");
    await logout({ caller, body: {}, request: testRequest() });
    expect(await callerFromBearer(tokens.access_token)).toBeNull();
    await expect(refresh({ body: { refresh_token: tokens.refresh_token }, request: testRequest() })).rejects.toMatchObject(invalid);
    expect(published.events).toEqual([{ to: "sessions", sessionIds: [caller.sessionId] }]);
    expect(await callerFromCookies(`${sessionCookieName()}=${await signToken("browser", user.id, caller.sessionId, 60)}`)).toBeNull();
  });

  it("works by refresh token alone, but not on someone else's", async () => {
    const { tokens } = await signUp();
    const other = await makePerson("student");

    await logout({ caller: other.caller, body: { refresh_token: tokens.refresh_token }, request: testRequest() });
    expect(await callerFromBearer(tokens.access_token)).not.toBeNull();

    await logout({ caller: null, body: { refresh_token: tokens.refresh_token }, request: testRequest() });
    expect(await callerFromBearer(tokens.access_token)).toBeNull();
    await expect(logout({ caller: null, body: {}, request: { ...testRequest(), hasCredentials: false } })).rejects.toMatchObject({
      message: "Authentication required",
    });
  });
});

describe("me", () => {
  it("gives a fresh access token by cookie and the caller's own by bearer", async () => {
    const { user, caller, token } = await makePerson("lecturer");
    const cookie = `other=1; ${sessionCookieName()}=${await signToken("browser", user.id, caller.sessionId, 60)}`;
    const byCookie = await callerFromCookies(cookie);

    if (!byCookie) throw new Error("the cookie was not taken");
    const fresh = await me({ caller: byCookie });
    expect(await callerFromBearer(fresh.tokens.access_token)).toMatchObject({ sessionId: caller.sessionId });

    const byBearer = await callerFromBearer(token);
    if (!byBearer) throw new Error("the token was not taken");
    expect((await me({ caller: byBearer })).tokens).toMatchObject({ access_token: token, expires_in: expect.any(Number) });
  });
});

describe("access tokens", () => {
  it("of every other making are refused", async () => {
    const { user, caller, token } = await makePerson("student");
    const claims = { sid: caller.sessionId };
    const key = new TextEncoder().encode(config().secrets[0]);
    const forged = (change: (jwt: SignJWT) => SignJWT, header: object = {}) =>
      change(
        new SignJWT(claims)
          .setProtectedHeader({ alg: "HS256", typ: "at+jwt", ...header })
          .setSubject(user.id)
          .setIssuer("handraise")
          .setAudience("handraise:api")
          .setIssuedAt()
          .setExpirationTime("15m"),
      ).sign(key);
    const [head = "", body = "", signature = ""] = token.split(".");
    const none = (alg: string) => `${Buffer.from(JSON.stringify({ alg, typ: "at+jwt" })).toString("base64url")}.${body}.`;
    const bad = [
      await forged((jwt) => jwt),
      await forged((jwt) => jwt, { kid: "../../dev/null", jku: "http://127.0.0.1:1/keys", jwk: { kty: "oct", k: "AA" } }),
      await signToken("browser", user.id, caller.sessionId, 60),
      await signToken("access", user.id, caller.sessionId, -10),
      none("none"),
      none("None"),
      none("NONE"),
      `${head}.${body}`,
      "",
      "x.y.z",
      crypto.randomUUID(),
    ];

    for (const wrong of bad) expect(await callerFromBearer(wrong), wrong).toBeNull();
    for (let n = 0; n < 200; n++) {
      const bytes = Buffer.from(n % 2 ? signature : body, "base64url");
      const at = (n * 7919) % (bytes.length * 8);
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
      const flipped = n % 2 ? `${head}.${body}.${bytes.toString("base64url")}` : `${head}.${bytes.toString("base64url")}.${signature}`;
      expect(await verifyToken("access", flipped), `bit ${at}`).toBeNull();
    }
    expect(await callerFromBearer(token)).not.toBeNull();
  });

  it("of our own key are refused when they name what is no id, by bearer and by cookie", async () => {
    const { user, caller } = await makePerson("student");

    for (const odd of ["", "me", "\0", `${user.id}\0`, `${user.id} `, "'; --", "\ud800"])
      for (const [userId, sessionId] of [
        [odd, caller.sessionId],
        [user.id, odd],
      ] as const) {
        expect(await callerFromBearer(await signToken("access", userId, sessionId, 60))).toBeNull();
        const cookie = `${sessionCookieName()}=${await signToken("browser", userId, sessionId, 60)}`;
        expect(await callerFromCookies(cookie)).toBeNull();
      }
  });

  it("run out also when they have been seen before", async () => {
    const { user, caller } = await makePerson("student");
    const token = await signToken("access", user.id, caller.sessionId, 60);
    expect(await verifyToken("access", token)).toMatchObject({ userId: user.id });
    expect(await verifyToken("browser", token)).toBeNull();

    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ["Date"] });
    expect(await verifyToken("access", token)).toBeNull();

    vi.useRealTimers();
  });

  it("name who is counted by their signature, until their session is found ended", async () => {
    const { user, caller, token } = await makePerson("student");
    const cookie = `${sessionCookieName()}=${await signToken("browser", user.id, caller.sessionId, 60)}`;
    expect(await signedUserId(`Bearer ${token}`, undefined, false)).toBe(user.id);
    expect(await signedUserId(`Bearer ${token}`, undefined, true)).toBeNull();
    expect(await signedUserId("Bearer x", cookie, true)).toBe(user.id);
    expect(await signedUserId("Bearer x", cookie, false)).toBeNull();

    await db().session.update({ where: { id: caller.sessionId }, data: { endedAt: new Date() } });
    expect(await signedUserId(undefined, cookie, false)).toBe(user.id);
    expect(await callerFromCookies(cookie)).toBeNull();
    expect(await signedUserId(undefined, cookie, false)).toBeNull();
  });

  it("stop with their session and their person", async () => {
    const one = await makePerson("student");
    await db().session.update({ where: { id: one.caller.sessionId }, data: { endedAt: new Date() } });
    expect(await callerFromBearer(one.token)).toBeNull();
    const two = await makePerson("student");
    await db().user.update({ where: { id: two.user.id }, data: { deletedAt: new Date(), email: null } });
    expect(await callerFromBearer(two.token)).toBeNull();
  });
});
