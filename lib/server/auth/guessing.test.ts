import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db, pool } from "../db/client";
import { count } from "../rate-limits";
import { deleteMe } from "../users/delete-user";
import { login } from "./login";
import { hashPassword } from "./passwords";
import { refresh } from "./refresh";
import { newRefreshToken } from "./tokens";

useTestDatabase();
usePublished();

const password = "correct horse";
let serial = 0;
const freshIp = () => `198.51.100.${++serial}`;
const someone = async () => (await makePerson("student", { passwordHash: await hashPassword(password) })).user.email;
const enter = (email: string, ip: string, given = password) =>
  login({ body: { email, password: given }, request: { ...testRequest(), ip } });

/** The outcome of each attempt: "in", or the code of the refusal. */
const outcomes = async (attempts: Promise<unknown>[]) =>
  (await Promise.allSettled(attempts)).map((attempt) =>
    attempt.status === "fulfilled" ? "in" : (attempt.reason as { code: string }).code,
  );
const times = <T>(n: number, make: (n: number) => T) => Array.from({ length: n }, (_, at) => make(at));
const guesses = () => db().auditEntry.count({ where: { action: "session/refused" } });

describe("the count of guesses", () => {
  it("lets no more than ten through that are sent side by side, and the rest cost no hash", async () => {
    const [email, ip] = [await someone(), freshIp()];
    const all = await outcomes(times(40, () => enter(email, ip, "wrong")));
    expect(all.filter((outcome) => outcome === "unauthenticated")).toHaveLength(10);
    expect(all.filter((outcome) => outcome === "too_many")).toHaveLength(30);
    expect(await guesses()).toBe(10);
    await expect(enter(email, ip)).rejects.toMatchObject({ code: "too_many" });

    await enter(email, freshIp());
  });

  it("lets all right sign-ins side by side succeed, also after nine failures", async () => {
    const [email, ip] = [await someone(), freshIp()];
    for (let n = 0; n < 9; n++) await expect(enter(email, ip, "wrong")).rejects.toMatchObject({ code: "unauthenticated" });
    expect(new Set(await outcomes(times(20, () => enter(email, ip))))).toEqual(new Set(["in"]));
  });

  it("holds nothing against the address of who got it right in the end", async () => {
    const [email, ip] = [await someone(), freshIp()];
    for (let n = 0; n < 3; n++) await expect(enter(email, ip, "wrong")).rejects.toThrow();
    await enter(email, ip);
    expect((await count("addressFailure", ip)).count).toBe(1);
  });

  it("takes an IPv6 network for one address", async () => {
    const email = await someone();
    for (let n = 0; n < 10; n++)
      await expect(enter(email, `2001:db8:5:6::${n}`, "wrong")).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(enter(email, "2001:db8:5:6:ffff::1")).rejects.toMatchObject({ code: "too_many" });
    await enter(email, "2001:db8:5:7::1");
  });

  it("locks out unknown addresses after many failures from everywhere, for accounts that exist and for those that do not", async () => {
    const [email, home] = [await someone(), "2001:db8:77::5"];
    await enter(email, home);
    for (const address of [email, "nobody@test.example"]) {
      await expect(enter(address, freshIp(), "wrong")).rejects.toMatchObject({ code: "unauthenticated" });
      for (let n = 0; n < 99; n++) await count("accountFailure", address);
      await expect(enter(address, freshIp())).rejects.toMatchObject({ code: "too_many", retryAfter: expect.any(Number) });
    }

    await enter(email, home);
    await enter(email, "2001:db8:77::6");
  });

  it("does not reach others when somebody mistypes from where they always sign in", async () => {
    const [email, home] = [await someone(), freshIp()];
    await enter(email, home);
    await expect(enter(email, home, "wrong")).rejects.toThrow();
    expect((await count("accountFailure", email)).count).toBe(1);
  });

  it("passes over an attempt that could not be made", async () => {
    const [email, ip] = [await someone(), freshIp()];
    const clients = await Promise.all(times(pool().options.max ?? 1, () => pool().connect()));
    const { connectionTimeoutMillis } = pool().options;

    Object.assign(pool().options, { connectionTimeoutMillis: 20 });
    for (let n = 0; n < 12; n++) await expect(enter(email, ip)).rejects.toThrow("timeout");

    Object.assign(pool().options, { connectionTimeoutMillis });
    for (const client of clients) client.release();
    await enter(email, ip);
  });

  it("limits the confirmation of one's own password to ten wrong guesses, and never refuses the right password", async () => {
    const person = await makePerson("student", { passwordHash: await hashPassword(password) });
    const prove = (given: string) => deleteMe({ caller: person.caller, body: { password: given }, request: testRequest() });
    const all = await outcomes(times(20, () => prove("wrong")));
    expect(all.filter((outcome) => outcome === "invalid_input")).toHaveLength(10);
    expect(all.filter((outcome) => outcome === "too_many")).toHaveLength(10);
  });

  it("goes by address for invented refresh tokens, and a good one from there still works", async () => {
    const [email, ip] = [await someone(), freshIp()];
    const { tokens } = await enter(email, ip);
    const renew = (refresh_token: string) => refresh({ body: { refresh_token }, request: { ...testRequest(), ip } });

    for (let n = 0; n < 598; n++) await count("tokenFailure", ip);
    await expect(renew("not a token")).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(renew(newRefreshToken())).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(renew(newRefreshToken())).rejects.toMatchObject({ code: "too_many" });

    await renew(tokens.refresh_token);
  });
});
