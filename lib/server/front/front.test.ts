import { randomUUID } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { texts } from "#lib/contract/errors.ts";
import { signToken } from "../auth/tokens";
import { config } from "../config";
import { consume } from "../rate-limits";
import { markBusyPage } from "./busy-page";
import { front } from "./front";

let running: Server | undefined;
afterEach(() => {
  running?.close();
  config().corsOrigins = [];
});

/** Starts a server with the front. Its handler answers with the headers that it got. */
async function start(): Promise<string> {
  const http = createServer(front((request, response) => response.end(JSON.stringify(request.headers))));
  running = http;
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

describe("the front", () => {
  describe("CORS", () => {
    it("opens nothing to foreign origins", async () => {
      const url = await start();

      for (const origin of ["https://evil.example", "null", "https://localhost:8000"]) {
        const answer = await fetch(`${url}/api/x`, { headers: { origin } });
        expect(answer.headers.get("access-control-allow-origin")).toBeNull();
        expect(
          (await fetch(`${url}/api/x`, { method: "OPTIONS", headers: { origin } })).headers.get("access-control-allow-methods"),
        ).toBeNull();
      }
    });

    it("opens to those that are named, with credentials, and answers their preflight", async () => {
      config().corsOrigins = ["https://app.example.edu"];
      const url = await start();
      const answer = await fetch(`${url}/api/x`, {
        method: "OPTIONS",
        headers: { origin: "https://app.example.edu", "access-control-request-method": "PATCH" },
      });

      expect(answer.status).toBe(204);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "access-control-allow-origin": "https://app.example.edu",
        "access-control-allow-credentials": "true",
        "access-control-allow-methods": expect.stringContaining("PATCH"),
        "access-control-allow-headers": expect.stringContaining("Idempotency-Key"),
        vary: "Origin",
      });
    });

    it("with * opens to any, without credentials", async () => {
      config().corsOrigins = "*";
      const answer = await fetch(`${await start()}/api/x`, { headers: { origin: "https://any.example" } });
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    });
  });

  it("gives every request an id and a client address of its own making", async () => {
    const url = await start();
    const answer = await fetch(`${url}/api/x`, {
      headers: { "x-request-id": "mine", "x-handraise-ip": "1.2.3.4", "x-forwarded-for": "5.6.7.8" },
    });
    const seen = (await answer.json()) as Record<string, string>;

    expect(seen["x-request-id"]).toBe(answer.headers.get("x-request-id"));
    expect(seen["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen["x-handraise-ip"]).toBe("127.0.0.1");
  });

  it("lets scripts of a page run by a fresh nonce alone", async () => {
    const url = await start();
    const policies = await Promise.all(
      [fetch(url), fetch(url)].map(async (page) => (await page).headers.get("content-security-policy") ?? ""),
    );

    expect(policies[0]).not.toBe(policies[1]);
    for (const policy of policies) {
      const scripts = policy.split("; ").find((part) => part.startsWith("script-src"));
      expect(scripts).toMatch(/'nonce-[A-Za-z0-9+/]{22}=='/);
      expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval/);
    }
  });
  it("answers a page with 503 if the database was busy or away, and with 500 for any other failure", async () => {
    running = createServer(
      front((request, response) => {
        if (request.url === "/busy") markBusyPage(String(request.headers["x-request-id"]));
        response.statusCode = 500;
        response.end("a page");
      }),
    );
    await new Promise<void>((resolve) => running?.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(running.address() as AddressInfo).port}`;
    const [busy, broken] = [await fetch(`${url}/busy`), await fetch(`${url}/broken`)];

    expect([busy.status, busy.headers.get("retry-after"), broken.status]).toEqual([503, "3", 500]);
  });

  describe("what goes no further", () => {
    const seen: string[] = [];
    async function guarded(): Promise<string> {
      seen.length = 0;
      const http = createServer(
        front((request, response) => {
          seen.push(request.url ?? "");
          response.end("seen");
        }),
      );
      running = http;
      await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
      return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    }

    it("an address that does not decode: the envelope, or a page", async () => {
      const url = await guarded();
      const [data, page] = [await fetch(`${url}/api/courses/%`), await fetch(`${url}/courses/%`)];

      expect(data.status).toBe(400);
      expect(await data.json()).toEqual({ success: false, error: expect.stringContaining("percent sign") });
      expect(page.status).toBe(400);
      expect(page.headers.get("content-type")).toContain("text/html");
      expect(await page.text()).toContain("<h1>This address does not work</h1>");
      expect(seen).toEqual([]);
    });

    it("HEAD, answered at once", async () => {
      const url = await guarded();
      const from = performance.now();
      const answer = await fetch(`${url}/api/videos/%/poster`, { method: "HEAD" });
      expect(answer.status).toBe(400);
      expect(performance.now() - from).toBeLessThan(900);
    });

    it.each([
      ["POST", "/"],
      ["POST", "/login"],
      ["DELETE", "/courses"],
      ["PROPFIND", "/api/courses"],
      ["OPTIONS", "/courses"],
    ])("%s %s", async (method, path) => {
      const answer = await fetch(`${await guarded()}${path}`, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toContain("GET, HEAD");
      expect(seen).toEqual([]);
    });

    it("a page too many of one person, and not of another behind the same address", async () => {
      const url = await guarded();
      const ids = [randomUUID(), randomUUID()] as const;
      const [mine, other] = await Promise.all(
        ids.map(async (id) => `handraise.session=${await signToken("browser", id, randomUUID(), 60)}`),
      );
      const open = async (cookie = "") => (await fetch(`${url}/courses?_rsc=1`, { headers: { cookie } })).status;

      for (let page = 0; page < 599; page++) await consume("page", ids[0]);
      expect(await open(mine)).toBe(200);

      const refused = await fetch(`${url}/courses`, { headers: { cookie: mine ?? "" } });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await refused.text()).toContain("<h1>Too many requests</h1>");
      expect(await open(other)).toBe(200);
      expect((await fetch(`${url}/login`)).status).toBe(200);
    });
  });

  it("works on six requests of one person at a time, and on others' meanwhile", async () => {
    const waiting: ServerResponse[] = [];
    const http = createServer(
      front((request, response) => {
        if (request.url === "/api/quick") response.end("quick");
        else waiting.push(response);
      }),
    );

    running = http;
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const bearer = async () => ({ authorization: `Bearer ${await signToken("access", randomUUID(), randomUUID(), 60)}` });
    const [mine, other] = [await bearer(), await bearer()];
    const all = Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${url}/api/slow`, { headers: mine })).status));

    await expect.poll(() => waiting.length).toBe(6);
    expect((await fetch(`${url}/api/quick`, { headers: other })).status).toBe(200);
    expect((await fetch(`${url}/api/quick`)).status).toBe(200);
    expect(waiting).toHaveLength(6);
    for (let done = 0; done < 20; done++) {
      await expect.poll(() => waiting.length).toBeGreaterThan(done);
      expect(waiting.length).toBeLessThanOrEqual(done + 6);
      waiting[done]?.end("slow");
    }
    expect(new Set(await all)).toEqual(new Set([200]));
  });

  it("takes five megabytes where pictures go, one elsewhere, and no more than a sign-in of nobody", async () => {
    const http = createServer(
      front(async (request, response) => {
        for await (const _ of request);
        response.end("all read");
      }),
    );
    running = http;
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const authorization = `Bearer ${await signToken("access", randomUUID(), randomUUID(), 60)}`;
    const send = async (path: string, bytes: number, headers: Record<string, string> = { authorization }) => {
      const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: new Uint8Array(bytes) });
      return [answer.status, ((await answer.text()).match(/"error":"(.*?)"/) ?? [])[1]];
    };

    expect(await send("/api/images", 5 * 1024 ** 2)).toEqual([200, undefined]);
    expect(await send("/api/images", 6_000_000)).toEqual([413, texts.pictureTooLarge]);
    expect(await send("/api/courses", 2 * 1024 ** 2)).toEqual([413, "The body is larger than 1024 KiB"]);
    expect(await send("/api/images", 20_000, {})).toEqual([413, "The body is larger than 16 KiB"]);
  });

  it("says of a file that is none of the build what it says of one that is not there", async () => {
    const url = await start();
    const answers = ["/_next/static/none.js", "/_next/static/..%2f..%2fpackage.json", "/_next/static/..%2f..%2f..%2fetc%2fpasswd"].map(
      async (path) => {
        const answer = await fetch(`${url}${path}`);
        return [answer.status, ((await answer.json()) as { error: string }).error];
      },
    );

    expect(await Promise.all(answers)).toEqual(answers.map(() => [404, "There is no such file"]));
  });

  it("puts a policy and the other headers on every answer, its own refusals as well", async () => {
    const url = await start();

    for (const path of ["/", "/api/x", "/_next/static/x.js", "/courses/%", "/api/%", "/api/x?%"]) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get("content-security-policy"), path).toContain("default-src");
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("x-frame-options"), path).toBe("DENY");
      expect(headers.get("x-request-id"), path).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
