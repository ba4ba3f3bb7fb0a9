import { randomBytes } from "node:crypto";
import { attacker } from "./attacker";
import { oneMore } from "./crowd";
import type { Flood } from "./flood";
import { form, many } from "./shots";
import { each, range, Tally } from "./tally";

const wrong = (email: string) => ({ method: "POST", path: "/api/auth/login", body: { email, password: "a wrong password" } });

/** Requests that are allowed, and too many of them, by nobody. */
export const floodsOfRequests: readonly Flood[] = [
  {
    name: "300 wrong sign-ins at once",
    sharp: true,
    run: (target, size) => many(target, 300 * Math.max(size, 0.5), 300, (n) => wrong(`nobody-${n}@test.example`)),
  },
  {
    name: "wrong sign-ins through next-auth at once",
    run: async (target, size) => {
      const one = attacker(target.url, 200);
      const { headers, text } = await one.shoot("GET", "/api/auth/csrf", { reads: true });
      const csrfToken = (JSON.parse(text || "{}") as { csrfToken?: string }).csrfToken ?? "";
      const cookie = ((headers["set-cookie"] as string[] | undefined) ?? []).map((line) => line.split(";")[0]).join("; ");
      const body = new URLSearchParams({ csrfToken, email: "nobody@test.example", password: "wrong", json: "true" }).toString();
      const tally = new Tally();
      await each(range(300 * size), 200, async () =>
        tally.add((await one.shoot("POST", "/api/auth/callback/credentials", { headers: { ...form, cookie }, body })).status),
      );
      one.close();
      return tally;
    },
  },
  {
    name: "sign-ups at once",
    run: (target, size) =>
      many(target, 400 * size, 100, (n) => ({
        method: "POST",
        path: "/api/auth/register",
        body: { email: `flood-${n}-${Date.now()}@test.example`, password: "long enough it is", first_name: "A", last_name: "B" },
      })),
  },
  {
    name: "100,000 different accounts",
    run: (target, size) => many(target, 20_000 * size, 50, (n) => wrong(`${n}-${"a".repeat(200)}@test.example`)),
  },
  {
    name: "invented refresh tokens",
    run: (target, size) =>
      many(target, 3000 * size, 50, () => ({
        method: "POST",
        path: "/api/auth/refresh",
        body: { refresh_token: randomBytes(32).toString("base64url") },
      })),
  },
  {
    name: "links that never were",
    run: (target, size) =>
      many(target, 3000 * size, 50, (n) => ({
        method: "POST",
        path: n % 2 ? "/api/auth/password/link" : "/api/auth/password/reset",
        body: { token: randomBytes(24).toString("base64url"), ...(n % 2 === 0 && { password: "long enough it is" }) },
      })),
  },
  {
    name: "forgotten passwords of 3,000 addresses",
    run: (target, size) =>
      many(target, 3000 * size, 50, (n) => ({ method: "POST", path: "/api/auth/password/forgot", body: { email: `f-${n}@test.example` } })),
  },
  {
    name: "10,000 different addresses of pages",
    run: (target, size) =>
      many(target, 10_000 * size, 50, (n) => ({
        path: [`/courses/${n}`, `/no-such-${n}/${n}`, `/videos/${n}?a=${n}`, `/api/none/${n}`, `/_next/static/${n}.js`][n % 5] ?? "/",
      })),
  },
  {
    name: "the page of sign-in",
    sharp: true,
    bounds: { ownTimes: 2 },
    run: (target, size) => many(target, 1500 * size, 50, (n) => ({ path: `/login?next=${n}` })),
  },
  {
    name: "the page of sign-in, as RSC",
    run: (target, size) =>
      many(target, 3000 * size, 50, (n) => ({ path: `/login?_rsc=${n}`, headers: { rsc: "1", "next-router-prefetch": "1" } })),
  },
  {
    name: "readiness, metrics, description and odd methods",
    run: (target, size) =>
      many(target, 4000 * size, 50, (n) => ({
        method: n % 7 === 6 ? "PROPFIND" : "GET",
        path: ["/api/ready", "/metrics", "/api/openapi.json", "/api/docs", "/api/auth/providers", "/api/auth/csrf", "/"][n % 7] ?? "/",
      })),
  },
  {
    name: "tokens that are not, at every call",
    run: async (target, size) => {
      const { token } = await oneMore(target);
      const forged = `${token.slice(0, -8)}${"A".repeat(8)}`;
      return many(target, 4000 * size, 50, (n) => ({
        path: "/api/auth/me",
        headers: { authorization: `Bearer ${n % 2 ? forged : `${"a".repeat(5000)}.${"b".repeat(5000)}.c`}` },
      }));
    },
  },
];
