import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, vi } from "vitest";
import { login } from "#lib/server/auth/login.ts";
import { hashPassword } from "#lib/server/auth/passwords.ts";
import { beginTwoFactor, confirmTwoFactor } from "#lib/server/auth/turn-on-two-factor.ts";
import { makePerson, type Person, testRequest } from "./factories";

export const password = "correct horse";
/** Hashed once, because hashing takes long. */
export const passwordHash = hashPassword(password);
/** How long a code is valid, in ms. */
export const stepMs = 30_000;

/** Fakes the date in each test of a file. `later` moves it. */
export function useDates(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}
export const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** The code that an app with this secret shows `ms` milliseconds from now. */
export const shownBy = (secret: string, ms = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ms });

type Owner = Person & {
  secret: string;
  recovery: string[];
  enter: (code?: string, ip?: string, typed?: string) => ReturnType<typeof login>;
};

/** Makes a person who turned on two-factor sign-in one step ago. `enter` signs them in. */
export async function makeOwner(role: Person["user"]["role"] = "student"): Promise<Owner> {
  const person = await makePerson(role, { passwordHash: await passwordHash });
  const input = { caller: person.caller, request: testRequest() };
  const { secret } = await beginTwoFactor({ ...input, body: { password } });
  const { recovery_codes: recovery } = await confirmTwoFactor({ ...input, body: { code: shownBy(secret) } });
  later(stepMs);
  const enter: Owner["enter"] = (code, ip = "203.0.113.7", typed = password) =>
    login({ body: { email: person.user.email, password: typed, ...(code !== undefined && { code }) }, request: { ...testRequest(), ip } });
  return { ...person, secret, recovery, enter };
}
