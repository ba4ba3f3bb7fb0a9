import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits.ts";
import { disconnectSlowBodies, serverOptions } from "./bodies";
import { front } from "./front";

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const it of open.splice(0)) it.close();
});

type Settings = { slowMs?: number; stillMs?: number; options?: ServerOptions };

async function start(listener: RequestListener, { slowMs, stillMs, options = serverOptions }: Settings = {}): Promise<number> {
  const http: Server = createServer(options, listener);
  if (slowMs !== undefined) disconnectSlowBodies(http, slowMs, stillMs);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () => {
      http.closeAllConnections();
      http.close();
    },
  });
  return (http.address() as AddressInfo).port;
}

type Wire = { socket: Socket; text: () => string; closed: Promise<void> };
function dial(port: number): Wire {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString();
  });
  socket.on("error", () => undefined);
  open.push({ close: () => socket.destroy() });
  return { socket, text: () => text, closed: new Promise((resolve) => socket.once("close", () => resolve())) };
}
const head = (path: string, ...headers: string[]) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`;

/** A server that reads whole bodies, as a route without a limit of its own would. */
const greedy = (seen: { bytes: number; requests: number }) =>
  front(async (request, response) => {
    seen.requests++;
    for await (const chunk of request) seen.bytes += (chunk as Buffer).length;
    response.end("all read");
  });

describe("the server", () => {
  it.each([["/api/auth/callback/credentials"], ["/api/auth/login"], ["/api/nothing"], ["/api/uploads"], ["/_next/static/x.js"]])(
    "takes no more than a sign-in of who is not signed in at %s, announced",
    async (path) => {
      const seen = { bytes: 0, requests: 0 };
      const wire = dial(await start(greedy(seen)));

      wire.socket.write(head(path, "Content-Length: 500000000"));
      await wire.closed;
      expect(wire.text()).toMatch(/^HTTP\/1.1 (?:413|405) /);
      if (path.startsWith("/api/")) expect(wire.text()).toContain('"success":false');
      expect(wire.text().toLowerCase()).toContain("connection: close");
      expect(seen.requests).toBe(0);
    },
  );

  it("counts what comes in chunks, answers 413 and reads no further", async () => {
    const seen = { bytes: 0, requests: 0 };
    const wire = dial(await start(greedy(seen)));

    wire.socket.write(head("/api/auth/callback/credentials", "Transfer-Encoding: chunked"));
    const chunk = `1000\r\n${"x".repeat(4096)}\r\n`;
    let sent = 0;
    while (!wire.socket.destroyed && sent < 50_000_000) {
      sent += 4096;
      if (!wire.socket.write(chunk)) await Promise.race([new Promise((resolve) => wire.socket.once("drain", resolve)), wire.closed]);
    }
    await wire.closed;

    expect(wire.text()).toMatch(/^HTTP\/1.1 413 /);
    expect(wire.text()).toContain(`{"success":false,"error":"The body is larger than ${limits.anonymousBodyBytes / 1024} KiB"}`);
    expect(seen.bytes).toBeLessThanOrEqual(limits.anonymousBodyBytes);
    expect(sent).toBeLessThan(50_000_000);
  });

  it("answers a large body with an invalid token by 401, not by 413", async () => {
    const wire = dial(await start(greedy({ bytes: 0, requests: 0 })));
    wire.socket.write(head("/api/videos/x/captions", "Authorization: Bearer gone", "Content-Length: 100000"));
    await wire.closed;
    expect(wire.text()).toMatch(/^HTTP\/1.1 401 /);
    expect(wire.text()).toContain("Invalid token");
  });

  it("takes a small body as ever, whole and in chunks", async () => {
    const seen = { bytes: 0, requests: 0 };
    const port = await start(greedy(seen));
    const url = `http://127.0.0.1:${port}/api/x`;

    expect(await (await fetch(url, { method: "POST", body: "x".repeat(limits.anonymousBodyBytes) })).text()).toBe("all read");

    const body = new Blob(["x".repeat(1000)]).stream();
    expect((await fetch(url, { method: "POST", body, duplex: "half" } as RequestInit)).status).toBe(200);
    expect(seen.bytes).toBe(limits.anonymousBodyBytes + 1000);
  });

  it("reads no body without an end after its answer", async () => {
    const port = await start(
      front((_request, response) => response.writeHead(405).end()),
      { slowMs: 60_000 },
    );
    const wire = dial(port);

    wire.socket.write(head("/api/health", "Transfer-Encoding: chunked"));
    const drip = setInterval(() => wire.socket.write(`1000\r\n${"x".repeat(4096)}\r\n`), 20);
    await wire.closed;
    clearInterval(drip);

    expect(wire.text()).toMatch(/^HTTP\/1.1 (?:405|413) /);
  });

  it("ends a body that does not come, with 408, and lets an upload go on", async () => {
    const port = await start(greedy({ bytes: 0, requests: 0 }), { slowMs: 150 });
    const [slow, upload] = [dial(port), dial(port)];

    slow.socket.write(head("/api/auth/login", "Content-Length: 100"));
    upload.socket.write(head("/api/uploads/x", "Content-Length: 100"));
    const drip = setInterval(() => slow.socket.write("x"), 20);
    await slow.closed;
    clearInterval(drip);

    expect(slow.text()).toMatch(/^HTTP\/1.1 408 /);
    expect(slow.text()).toContain('"success":false');
    expect(upload.socket.destroyed).toBe(false);
  });

  it("ends an upload that stands still, and none that goes on", async () => {
    const port = await start(greedy({ bytes: 0, requests: 0 }), { slowMs: 60_000, stillMs: 400 });
    const [still, going] = [dial(port), dial(port)];

    for (const { socket } of [still, going]) socket.write(head("/api/uploads/x", "Content-Length: 100"));
    let drips = 0;
    const drip = setInterval(() => going.socket.write("x", () => drips++), 50);
    const from = performance.now();
    await still.closed;

    expect(performance.now() - from).toBeGreaterThan(300);

    // It has gone on for twice as long as one may stand still.
    await expect.poll(() => drips).toBeGreaterThan(16);
    clearInterval(drip);
    expect(going.socket.destroyed).toBe(false);
  });

  it("closes a connection whose request head is too slow or too long", async () => {
    const { headersTimeout, connectionsCheckingInterval } = serverOptions;
    // All times are a hundredth of those of the server.
    const options = {
      ...serverOptions,
      headersTimeout: headersTimeout / 100,
      connectionsCheckingInterval: connectionsCheckingInterval / 100,
    };
    const seen = { bytes: 0, requests: 0 };
    const port = await start(greedy(seen), { options });
    const [slow, long] = [dial(port), dial(port)];

    slow.socket.write("GET / HTTP/1.1\r\nHost: x\r\n");
    const drip = setInterval(() => slow.socket.write("x: 1\r\n"), 20);
    long.socket.write(`GET / HTTP/1.1\r\nHost: x\r\ncookie: ${"a".repeat(16 * 1024)}\r\n\r\n`);
    await Promise.all([slow.closed, long.closed]);
    clearInterval(drip);

    expect(slow.text()).toMatch(/^HTTP\/1.1 408 /);
    expect(long.text()).toMatch(/^HTTP\/1.1 431 /);
    expect(seen.requests).toBe(0);
  });
});
