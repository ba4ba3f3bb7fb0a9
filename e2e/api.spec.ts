import { type IncomingMessage, request } from "node:http";
import { expect, test } from "@playwright/test";
import { ApiClient } from "./client";
import { AppServer } from "./server";

type Ask = { method?: string; path: string; as?: "student"; headers?: Record<string, string>; body?: string };
type Told = { status: number | undefined; headers: Record<string, unknown>; body: string };

const json = { "content-type": "application/json" };
const nowhere = "0190a000-0000-7000-8000-000000000000";
const asks: Ask[] = [
  { path: "/api/health" },
  { method: "HEAD", path: "/api/health" },
  { path: "/api/none" },
  { method: "POST", path: "/api/none/at/all", headers: json, body: "{}" },
  { path: "/api/auth/me" },
  { path: "/api/auth/me", headers: { authorization: "Bearer a.b.c" } },
  { path: "/api/auth/none" },
  { path: "/api/courses/" },
  { path: "/api//courses" },
  { path: "/api/courses/%41%20b", as: "student" },
  { path: "/api/courses?limit=a", as: "student" },
  { path: "/api/courses", as: "student" },
  { path: "/api/notifications/counts", as: "student" },
  { path: `/api/videos/${nowhere}/stream`, as: "student" },
  { path: "/api/users/me", as: "student", method: "PUT", headers: json, body: "{}" },
  { method: "POST", path: "/api/auth/login", headers: json, body: "{" },
  { method: "POST", path: "/api/auth/login", headers: json, body: JSON.stringify({ email: "a".repeat(30_000) }) },
  { method: "POST", path: "/api/auth/login", headers: { ...json, origin: "https://evil.example" }, body: "{}" },
  { method: "PATCH", path: "/api/users/me", as: "student", headers: { "content-type": "text/plain" }, body: "{}" },
  { method: "PATCH", path: "/api/users/me", as: "student", headers: json, body: '{"first_name":"","nothing":1}' },
];

function send(port: number, { method = "GET", path, headers = {}, body }: Ask, token: string | null): Promise<Told> {
  const credentials = token === null ? {} : { authorization: `Bearer ${token}` };
  return new Promise((told, failed) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = request({ host: "127.0.0.1", port, method, path, headers: { ...credentials, ...headers, ...length } });
    sent.once("error", failed).once("response", async (answer: IncomingMessage) => {
      const { "content-type": type, "cache-control": cache, location, "content-encoding": encoding } = answer.headers;
      const bytes = Buffer.concat(await answer.toArray());
      const shown = encoding === undefined ? bytes.toString() : encoding;
      told({
        status: answer.statusCode,
        headers: { type, cache, location, policy: answer.headers["content-security-policy"] },
        body: shown,
      });
    });
    sent.end(body);
  });
}

async function answersOf(server: AppServer): Promise<Told[]> {
  const { tokens } = await ApiClient.signIn(server.url, "student");
  const answers: Told[] = [];
  for (const ask of asks) answers.push(await send(server.port, ask, ask.as ? tokens.access_token : null));
  return answers;
}

test("the API answers alike, whether the server or Next calls its routes", async () => {
  test.setTimeout(120_000);
  const server = await AppServer.create();

  try {
    const direct = await answersOf(server);
    await server.stop();
    await server.start({ API_THROUGH_NEXT: "on" });
    const throughNext = await answersOf(server);
    for (const [n, ask] of asks.entries()) {
      // Next answers 405 without a text.
      if (throughNext[n]?.status === 405)
        expect(direct[n]).toMatchObject({ status: 405, body: expect.stringContaining("This address takes") });
      else expect(direct[n], `${ask.method ?? "GET"} ${ask.path}`).toEqual(throughNext[n]);
    }
  } finally {
    await server.remove();
  }
});
