import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { config } from "./config";
import { front } from "./front";

let running: Server | undefined;
afterEach(() => {
  running?.close();
  config().corsOrigins = [];
});

/** The front before a handler that says what it saw. */
async function start(): Promise<string> {
  const http = createServer(front((request, response) => response.end(JSON.stringify(request.headers))));
  running = http;
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

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
