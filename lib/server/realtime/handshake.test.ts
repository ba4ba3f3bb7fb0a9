import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeStudent } from "#lib/testing/factories.ts";
import { type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { endSession } from "../auth/sessions";
import { signToken } from "../auth/tokens";
import { log } from "../log";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());

describe("the handshake", () => {
  it("says in exactly three texts why not", async () => {
    const { user, caller, token } = await makeStudent();
    await expect(server.connect(undefined)).rejects.toThrow(/^Authentication required$/);
    await expect(server.connect("")).rejects.toThrow(/^Authentication required$/);
    for (const bad of [
      "nonsense",
      `${token}x`,
      await signToken("access", user.id, caller.sessionId, -5),
      await signToken("browser", user.id, caller.sessionId, 60),
      ...(await Promise.all(["", "me", "\0", `${caller.sessionId}\0`].map((odd) => signToken("access", user.id, odd, 60)))),
      await signToken("access", "\0", caller.sessionId, 60),
    ])
      await expect(server.connect(bad)).rejects.toThrow(/^Invalid token$/);
    await expect(server.connect({ not: "text" } as unknown as string)).rejects.toThrow(/^Invalid token$/);

    await endSession(caller.sessionId);
    await expect(server.connect(token)).rejects.toThrow(/^Invalid token$/);
  });

  it("takes the token from the Authorization header too, but from no query and no cookie", async () => {
    const { token } = await makeStudent();
    const { client } = await server.connect(undefined, { extraHeaders: { Authorization: `Bearer ${token}` } });
    expect(client.connected).toBe(true);
    await expect(server.connect(undefined, { query: { token } })).rejects.toThrow("Authentication required");
    await expect(server.connect(undefined, { extraHeaders: { cookie: `handraise.session=${token}` } })).rejects.toThrow(
      "Authentication required",
    );
  });

  it("is found with and without a slash at the end of its address", async () => {
    const { token } = await makeStudent();
    for (const addTrailingSlash of [true, false])
      for (const transports of [["websocket"], ["polling"]] as ("websocket" | "polling")[][])
        expect((await server.connect(token, { addTrailingSlash, transports })).client.connected).toBe(true);
  });

  it("has its client at its side, once for everybody", async () => {
    const address = `${server.url}/socket.io/socket.io.js`;
    const answer = await fetch(address);
    expect([
      answer.status,
      answer.headers.get("content-type"),
      answer.headers.get("x-content-type-options"),
      answer.headers.get("content-encoding"),
    ]).toEqual([200, "text/javascript; charset=utf-8", "nosniff", "gzip"]);
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");

    const [script, etag] = [await answer.text(), answer.headers.get("etag") ?? ""];
    expect(script).toMatch(/^\/\*!\s*\* Socket\.IO v4/);
    expect((await fetch(`${address}?x=1`, { headers: { "accept-encoding": "identity" } })).headers.get("content-length")).toBe(
      String(script.length),
    );
    expect((await fetch(address, { headers: { "if-none-match": `W/${etag}` } })).status).toBe(304);
    expect((await fetch(address, { method: "POST" })).status).toBe(405);

    const head = await fetch(address, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("is refused to pages of foreign origins before anything else", async () => {
    const { token } = await makeStudent();
    const attempt = (extraHeaders: Record<string, string>, transports: ("websocket" | "polling")[] = ["websocket"]) =>
      server.connect(token, { extraHeaders, transports });

    for (const origin of ["https://evil.example", "null", "http://localhost:8000.evil.example", "https://localhost:8000"]) {
      await expect(attempt({ origin })).rejects.toThrow("websocket error");
      await expect(attempt({ origin }, ["polling"])).rejects.toThrow("xhr poll error");
    }
    await expect(attempt({ "sec-fetch-site": "cross-site" })).rejects.toThrow("websocket error");

    for (const origin of ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"]) await attempt({ origin });
  });

  it("is refused with 403 before 101, and the log says once what would let it in", async () => {
    const said = vi.spyOn(log, "warn");
    const upgrade = (headers: Record<string, string>) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        const asked = request(`${server.url}/socket.io/?EIO=4&transport=websocket`, {
          headers: {
            connection: "Upgrade",
            upgrade: "websocket",
            "sec-websocket-version": "13",
            "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
            ...headers,
          },
        });
        asked.on("upgrade", (answer, socket) => resolve({ status: answer.statusCode ?? 0, body: String(socket.destroy() && "") }));
        asked.on("response", async (answer) => resolve({ status: answer.statusCode ?? 0, body: String(await answer.toArray()) }));
        asked.on("error", reject).end();
      });
    const origin = "https://other.example";

    for (let round = 0; round < 3; round++)
      expect(await upgrade({ origin })).toEqual({
        status: 403,
        body: JSON.stringify({ success: false, error: "You are not allowed to do this" }),
      });
    expect((await upgrade({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await upgrade({ origin: "http://localhost:8000" })).status).toBe(101);
    expect((await upgrade({})).status).toBe(101);
    expect(said.mock.calls.filter(([context]) => (context as { origin?: string }).origin === origin)).toEqual([
      [{ origin }, expect.stringContaining("CORS_ORIGIN")],
    ]);
  });

  it("works over polling and upgrades", async () => {
    const { token } = await makeStudent();
    const { client } = await server.connect(token, { transports: ["polling", "websocket"] });
    await waitFor(() => client.io.engine.transport.name === "websocket");
  });
});
