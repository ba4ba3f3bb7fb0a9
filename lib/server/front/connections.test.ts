import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { config } from "../config";
import { createBus } from "../events/bus";
import { createSocketServer } from "../realtime/socket-server";
import { limitConnections } from "./connections";
import { createFairTurns } from "./fair-turns";
import { front } from "./front";

let running: Server | undefined;
let heads = 0;
let connections = 0;
/** How many connections the server has accepted. */
const connected = () => connections;
/** How many requests the parser has handed over, including those that were ignored. */
const handedOver = () => heads;
afterEach(() => {
  running?.closeAllConnections();
  running?.close();
});

async function start(listener: RequestListener, more: (http: Server) => void = () => undefined): Promise<number> {
  const http = createServer(listener);
  running = http;
  more(http);
  limitConnections(http);
  heads = 0;
  connections = 0;
  http.on("connection", () => connections++);
  http.prependListener("request", () => heads++);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return (http.address() as AddressInfo).port;
}

/** Sends `count` requests at once on one connection, and waits until it is closed. @returns all answers */
async function pipeline(port: number, path: string, count: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("error", () => undefined).on("data", (chunk) => (text += chunk.toString()));
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(count));
  await new Promise((resolve) => socket.once("close", resolve));
  return text;
}

describe("requests that come all at once on one connection", () => {
  it("are looked at to the eighth, and end the connection then", async () => {
    const seen: string[] = [];
    const port = await start(
      front((request, response) => {
        seen.push(request.url ?? "");
        response.end("seen");
      }),
    );

    await pipeline(port, "/courses", 1000);
    expect(seen.length).toBeLessThanOrEqual(8);
    expect(handedOver()).toBeLessThanOrEqual(10);

    // A connection that sends one after the other may send any number.
    const one = connect(port, "127.0.0.1");
    for (let n = 0; n < 50; n++) {
      one.write("GET /courses HTTP/1.1\r\nHost: localhost\r\n\r\n");
      expect(String((await once(one, "data"))[0])).toMatch(/^HTTP\/1.1 200 /);
    }

    one.destroy();
  });

  it("open no more than so many sessions of Socket.IO by polling", async () => {
    let sockets: ReturnType<typeof createSocketServer> | undefined;
    const port = await start(
      (_request, response) => response.end(),
      (http) => {
        sockets = createSocketServer(http, { config: config(), redis: null, bus: createBus() });
      },
    );

    await pipeline(port, "/socket.io/?EIO=4&transport=polling", 500);
    expect(sockets?.io.engine.clientsCount).toBeLessThanOrEqual(8);

    await sockets?.close(0);
  });
});

/**
 * Sends one request on each of `count` connections at the same time.
 * @returns the largest number of requests that began in one turn of the event loop
 */
async function mostInOneTurn(path: string, count = 30): Promise<number> {
  let [turn, isOver] = [0, false];
  const begun = new Map<number, number>();
  const port = await start((_request, response) => {
    begun.set(turn, (begun.get(turn) ?? 0) + 1);
    response.end();
  });
  const next = () => {
    turn++;
    if (!isOver) setImmediate(next);
  };
  const sockets = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect");
      return socket;
    }),
  );
  // The server accepts one connection a turn, so all must be accepted before the requests are sent.
  await expect.poll(() => connected()).toBe(count);
  const answered = Promise.all(sockets.map((socket) => once(socket, "data")));
  for (const socket of sockets) socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  setImmediate(next);
  await answered;
  isOver = true;
  for (const socket of sockets) socket.destroy();
  return Math.max(...begun.values());
}

describe("handshakes that come all at once", () => {
  it.each(["/socket.io/?EIO=4&transport=polling", "/socket.io?EIO=4&transport=polling"])(
    "begin one after the other, in turns of the event loop: %s",
    async (path) => {
      // Two, because the first one does not wait, and its turn may go on into that of the next one.
      expect(await mostInOneTurn(path)).toBeLessThanOrEqual(2);
    },
  );

  it("would be seen to come together, as other requests do", async () => {
    expect(await mostInOneTurn("/courses")).toBeGreaterThan(2);
  });
});

describe("connections that come in at once", () => {
  it("are accepted before other work begins, because a turn of the event loop accepts one", async () => {
    const port = await start((_request, response) => response.end());
    const turns = createFairTurns();
    let begun = 0;
    for (let n = 0; n < 200; n++) void (turns.take("flood") ?? Promise.resolve()).then(() => begun++);

    const sockets = Array.from({ length: 64 }, () => connect(port, "127.0.0.1"));
    while (connected() < 64) await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toBeLessThan(32);
    for (const socket of sockets) socket.destroy();
  });
});
