import { expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database";
import { facts, makePerson } from "#lib/testing/factories";
import { usePublished } from "#lib/testing/published";
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
const enter = (email: string, ip: string, given = password) => login({ body: { email, password: given }, facts: { ...facts(), ip } });

/** What became of each: "in", or the code of the refusal. */
const outcomes = async (attempts: Promise<unknown>[]) =>
  (await Promise.allSettled(attempts)).map((attempt) =>
    attempt.status === "fulfilled" ? "in" : (attempt.reason as { code: string }).code,
  );
const times = <T>(n: number, make: (n: number) => T) => Array.from({ length: n }, (_, at) => make(at));
const guesses = () => db().auditEntry.count({ where: { action: "session/refused" } });

it("guesses sent side by side are no more than ten, and the rest cost no hash", async () => {
  const [email, ip] = [await someone(), freshIp()];
  const all = await outcomes(times(40, () => enter(email, ip, "wrong")));
  expect(all.filter((outcome) => outcome === "unauthenticated")).toHaveLength(10);
  expect(all.filter((outcome) => outcome === "too_many")).toHaveLength(30);
  expect(await guesses()).toBe(10);
  await expect(enter(email, ip)).rejects.toMatchObject({ code: "too_many" });
  await enter(email, freshIp());
});

it("right sign-ins side by side all succeed, also after nine failures", async () => {
  const [email, ip] = [await someone(), freshIp()];
  for (let n = 0; n < 9; n++) await expect(enter(email, ip, "wrong")).rejects.toMatchObject({ code: "unauthenticated" });
  expect(new Set(await outcomes(times(20, () => enter(email, ip))))).toEqual(new Set(["in"]));
});

it("who got it right in the end has not failed, as far as their address is concerned", async () => {
  const [email, ip] = [await someone(), freshIp()];
  for (let n = 0; n < 3; n++) await expect(enter(email, ip, "wrong")).rejects.toThrow();
  await enter(email, ip);
  expect((await count("addressFailure", ip)).count).toBe(1);
});

it("an IPv6 network counts as one address", async () => {
  const email = await someone();
  for (let n = 0; n < 10; n++) await expect(enter(email, `2001:db8:5:6::${n}`, "wrong")).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(enter(email, "2001:db8:5:6:ffff::1")).rejects.toMatchObject({ code: "too_many" });
  await enter(email, "2001:db8:5:7::1");
});

it("guesses at one account from everywhere lock out addresses that it was never signed in from, those that there are and those that are not alike", async () => {
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

it("mistyping from where one always signs in does not count for the others", async () => {
  const [email, home] = [await someone(), freshIp()];
  await enter(email, home);
  await expect(enter(email, home, "wrong")).rejects.toThrow();
  expect((await count("accountFailure", email)).count).toBe(1);
});

it("an attempt that could not be made is none", async () => {
  const [email, ip] = [await someone(), freshIp()];
  const clients = await Promise.all(times(pool().options.max ?? 1, () => pool().connect()));
  const { connectionTimeoutMillis } = pool().options;
  Object.assign(pool().options, { connectionTimeoutMillis: 20 });
  for (let n = 0; n < 12; n++) await expect(enter(email, ip)).rejects.toThrow("timeout");
  Object.assign(pool().options, { connectionTimeoutMillis });
  for (const client of clients) client.release();
  await enter(email, ip);
});

it("proving once more who one is counts likewise: ten guesses side by side, and right ones are never refused", async () => {
  const person = await makePerson("student", { passwordHash: await hashPassword(password) });
  const prove = (given: string) => deleteMe({ caller: person.caller, body: { password: given }, facts: facts() });
  const all = await outcomes(times(20, () => prove("wrong")));
  expect(all.filter((outcome) => outcome === "invalid_input")).toHaveLength(10);
  expect(all.filter((outcome) => outcome === "too_many")).toHaveLength(10);
});

it("invented refresh tokens are counted by address, and a good one from there still works", async () => {
  const [email, ip] = [await someone(), freshIp()];
  const { tokens } = await enter(email, ip);
  const renew = (refresh_token: string) => refresh({ body: { refresh_token }, facts: { ...facts(), ip } });
  for (let n = 0; n < 598; n++) await count("tokenFailure", ip);
  await expect(renew("not a token")).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(renew(newRefreshToken())).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(renew(newRefreshToken())).rejects.toMatchObject({ code: "too_many" });
  await renew(tokens.refresh_token);
});
