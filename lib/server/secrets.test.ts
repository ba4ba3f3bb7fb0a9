import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import { afterEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, testRequest } from "#lib/testing/factories.ts";
import { pseudonymOf } from "./audit/audit";
import { callerFromBearer, callerFromCookies } from "./auth/authenticate";
import { newLink, requireLink, storeLinks, urlOfStored } from "./auth/links";
import { hashPassword } from "./auth/passwords";
import { refresh } from "./auth/refresh";
import { resealTwoFactor } from "./auth/reseal-two-factor";
import { seal, unseal } from "./auth/sealed-secret";
import { requireSecondFactor } from "./auth/second-factor";
import { signIn } from "./auth/sessions";
import { hashRefreshToken, signToken } from "./auth/tokens";
import { beginTwoFactor, confirmTwoFactor } from "./auth/turn-on-two-factor";
import { config } from "./config";
import { db } from "./db/client";
import { transaction } from "./db/transaction";
import { sessionCookieName } from "./http/credentials";
import { decodeCursor, encodeCursor } from "./pagination";

useTestDatabase();

const root = join(import.meta.dirname, "../..");
const [former, latter] = ["an old secret of thirty-two bytes or more", "a new secret of thirty-two bytes or more"];
const before = [former];
/** The first step of a rotation, where there are several processes: the new secret verifies but does not sign. */
const announced = [former, latter];
const rotated = [latter, former];
const after = [latter];
const original = config().secrets;
afterEach(() => secretsAre(original));

/** Makes this process one that was started with these secrets in NEXTAUTH_SECRET. */
function secretsAre(secrets: string[]): void {
  config().secrets = secrets;
  const slots = ["access", "browser"].flatMap((kind) => [`auth.keys.${kind}`, `auth.known.${kind}`]);
  for (const slot of slots) delete (globalThis as Record<symbol, unknown>)[Symbol.for(`handraise.${slot}`)];
}

/** The files that use NEXTAUTH_SECRET, and the test that says what a rotation does there. */
const uses: Record<string, string> = {
  "server.ts": "hands it to next-auth, for its form (e2e/two-factor.spec.ts)",
  "lib/server/auth/browser-sign-in.ts": "next-auth's form (e2e/two-factor.spec.ts)",
  "lib/server/auth/tokens.ts": "access tokens and session cookies; refresh tokens",
  "lib/server/auth/links.ts": "links",
  "lib/server/auth/sealed-secret.ts": "secrets of authenticator apps",
  "lib/server/auth/reseal-two-factor.ts": "secrets of authenticator apps",
  "lib/server/pagination.ts": "cursors",
  "lib/server/audit/audit.ts": "marks in the audit log",
};

describe("a new secret", () => {
  it("is used nowhere but where it is known here", () => {
    const files = ["lib", "app", "components", "scripts"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
    );
    const using = [...files, "server.ts"]
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.tsx?$|generated/.test(file))
      .filter((file) => /\.secrets\b|\{[^}]*\bsecrets\b[^}]*\}\s*=|process\.env\.NEXTAUTH_SECRET/.test(withoutComments(file)));

    expect(using.toSorted()).toEqual(Object.keys(uses).toSorted());
  });
  const withoutComments = (file: string) =>
    readFileSync(join(root, file), "utf8")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/^\s*\/\/.*$/gm, "");

  it("leaves access tokens and session cookies of the old one good until that goes", async () => {
    const { user, caller } = await makePerson("student");
    const made = async () => ({
      token: await signToken("access", user.id, caller.sessionId, 900),
      cookie: `${sessionCookieName()}=${await signToken("browser", user.id, caller.sessionId, 900)}`,
    });
    const isGood = async ({ token, cookie }: Awaited<ReturnType<typeof made>>) => [
      (await callerFromBearer(token)) !== null,
      (await callerFromCookies(cookie)) !== null,
    ];

    secretsAre(before);
    const old = await made();
    secretsAre(rotated);

    expect(await isGood(old)).toEqual([true, true]);

    const fresh = await made();
    // Another process may still be in the first step of the rotation.
    secretsAre(announced);

    expect(await isGood(fresh)).toEqual([true, true]);

    const still = await made();
    // A process that was not started again does not know the new one yet.
    secretsAre(before);
    expect(await isGood(still)).toEqual([true, true]);

    secretsAre(after);
    expect(await isGood(fresh)).toEqual([true, true]);
    expect(await isGood(old)).toEqual([false, false]);
  });

  it("leaves refresh tokens valid; a repeated token gets the same successor until the old secret is removed", async () => {
    const { user } = await makePerson("student");
    secretsAre(before);
    const { tokens } = await signIn(user, testRequest());
    const again = () => refresh({ body: { refresh_token: tokens.refresh_token }, request: testRequest() });
    const first = await again();
    secretsAre(rotated);

    expect((await again()).tokens.refresh_token).toBe(first.tokens.refresh_token);

    secretsAre(announced);
    expect((await again()).tokens.refresh_token).toBe(first.tokens.refresh_token);

    secretsAre(after);
    await expect(again()).rejects.toMatchObject({ code: "unauthenticated" });

    // The successor stays valid, and so does the session.
    const next = await refresh({ body: { refresh_token: first.tokens.refresh_token }, request: testRequest() });
    expect(await callerFromBearer(next.tokens.access_token)).not.toBeNull();
    // Its own successor, which is derived from the new secret, is stored.
    expect(await db().refreshToken.count({ where: { hash: hashRefreshToken(next.tokens.refresh_token) } })).toBe(1);
  });

  it("keeps handed-out links working after the old secret is removed, but a link that waits to be mailed needs the old secret", async () => {
    const { user } = await makePerson("student");
    secretsAre(before);
    const link = newLink("password", 60_000);
    await transaction((tx) => storeLinks(tx, [{ ...link, userId: user.id }]));
    const token = link.url.split("#")[1] ?? "";
    secretsAre(rotated);

    expect(urlOfStored(link)).toBe(link.url);

    const fresh = newLink("password", 60_000);
    secretsAre(announced);
    const still = newLink("password", 60_000);
    secretsAre(before);
    expect(urlOfStored(still)).toBe(still.url);

    secretsAre(after);
    expect([urlOfStored(link), urlOfStored(fresh)]).toEqual([null, fresh.url]);
    expect(await requireLink(token)).toEqual({ userId: user.id, kind: "password" });
  });

  it("seals secrets of authenticator apps anew, with their use and now and then", async () => {
    secretsAre(before);
    const people = await Promise.all(["used", "idle", "forgotten"].map(() => withApp()));
    const [used, idle, forgotten] = people;
    if (!used || !idle || !forgotten) throw new Error("three people");
    const opens = async ({ id }: { id: string }) => {
      const { secret } = await db().twoFactor.findUniqueOrThrow({ where: { userId: id } });
      return unseal(id, secret);
    };
    secretsAre(rotated);

    expect(await opens(used)).toMatchObject({ isOld: true });

    await used.enter();
    secretsAre(after);
    expect(await opens(used)).toMatchObject({ isOld: false });
    expect([await opens(idle), await opens(forgotten)]).toEqual([null, null]);
    // When the old secret is removed too early, codes of the app are refused, but a recovery code is accepted.
    await expect(forgotten.enter()).rejects.toMatchObject({ message: "Invalid two-factor code" });

    await forgotten.enter(forgotten.recovery[0]);

    secretsAre(rotated);

    expect(await resealTwoFactor()).toBe(2);
    expect(await resealTwoFactor()).toBe(0);

    secretsAre(after);
    await idle.enter();
    secretsAre(announced);
    const still = seal(used.id, new Uint8Array(20));
    secretsAre(before);
    expect(unseal(used.id, still)).toMatchObject({ isOld: false });

    secretsAre(after);
    // A sealed secret cannot be opened for another person, or after it was changed.
    const sealed = seal(used.id, new Uint8Array(20));

    expect(unseal(used.id, sealed)?.secret).toEqual(new Uint8Array(20));
    expect(unseal(idle.id, sealed)).toBeNull();

    sealed[15] = (sealed[15] ?? 0) ^ 1;
    expect(unseal(used.id, sealed)).toBeNull();
  });

  async function withApp() {
    const { user, caller } = await makePerson("student", { passwordHash: await hashPassword("correct horse") });
    const begun = await beginTwoFactor({ caller, body: { password: "correct horse" }, request: testRequest() });
    const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) });
    const { recovery_codes: recovery } = await confirmTwoFactor({ caller, body: { code: totp.generate() }, request: testRequest() });
    await db().twoFactor.update({ where: { userId: user.id }, data: { lastStep: 0 } });
    return { id: user.id, recovery, enter: (code?: string) => requireSecondFactor(user, code ?? totp.generate(), testRequest()) };
  }

  it("lets cursors of the old one go on until that goes", () => {
    secretsAre(before);
    const old = encodeCursor("users", ["x", 1]);
    secretsAre(rotated);

    expect(decodeCursor("users", old)).toEqual(["x", 1]);

    const fresh = encodeCursor("users", ["y", 2]);
    secretsAre(announced);
    const still = encodeCursor("users", ["z", 3]);
    secretsAre(before);
    expect(decodeCursor("users", still)).toEqual(["z", 3]);

    secretsAre(after);
    expect(decodeCursor("users", fresh)).toEqual(["y", 2]);
    expect(() => decodeCursor("users", old)).toThrow("must be a cursor");
  });

  it("makes the marks in the audit log at once: they are compared by people, and verify nothing", () => {
    const marks = [before, announced, rotated, after].map((secrets) => {
      secretsAre(secrets);
      return pseudonymOf("typed by mistake");
    });

    expect(marks[0]).toBe(marks[1]);
    expect(marks[2]).toBe(marks[3]);
    expect(marks[0]).not.toBe(marks[2]);
  });
});
