import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { config } from "../config";
import { networkOf } from "../network";
import { clientAddress } from "./client-address";
import { createFairTurns, watchConnections } from "./fair-turns";

/** The most unanswered requests of one connection. Browsers send one after the other, so more of them are an attack. */
const unansweredMax = 8;
const unanswered = new WeakMap<Socket, number>();

/** The part of Node's socket with its parser, which calls `onIncoming` for each head. The return value says how to go on. */
type Parsed = Socket & { parser?: { onIncoming?: (() => number) | null } | null };
/** The parser takes any number other than 0, 1 and 2 for an error, and stops. */
const stopParsing = () => -1;

/**
 * Counts this request among the unanswered ones of its connection, and ends a connection with too many. The rest of the packet, perhaps a
 * thousand requests, is not parsed. Otherwise the parser would hand all of it over before any other work.
 * @returns false when the request is to be ignored
 */
function admitPipelined(request: IncomingMessage, response: ServerResponse): boolean {
  const socket: Parsed = request.socket;
  if (socket.destroyed) return false;
  const count = (unanswered.get(socket) ?? 0) + 1;
  unanswered.set(socket, count);
  if (count > unansweredMax) {
    if (socket.parser) socket.parser.onIncoming = stopParsing;
    socket.destroy();
    return false;
  }
  response.once("close", () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
  return true;
}

/** The most waiting handshakes of one address. As many come back together after a restart, from behind one proxy. */
const handshakesMax = 10_000;

/**
 * Bounds the cost of a server's connections. Call it after all listeners are added. Handshakes of Socket.IO, by WebSocket or polling, each
 * begin in a turn of the event loop of their own, so that a thousand at once hold up nobody else. front.ts does the same for other
 * requests.
 */
export function limitConnections(http: Server): void {
  const turns = createFairTurns();
  watchConnections(http);
  const inTurn = (request: IncomingMessage, socket: Duplex, begin: () => void) => {
    if (!config().rateLimits) return begin();
    const key = networkOf(clientAddress(request));
    if (turns.waitingFor(key) >= handshakesMax) return void socket.destroy();
    const turn = turns.take(key);
    if (!turn) return begin();
    // Nobody else handles its errors while it waits, and an unhandled error ends the process.
    const ignore = () => undefined;
    socket.on("error", ignore);
    void turn.then(() => {
      socket.off("error", ignore);
      if (!socket.destroyed) begin();
    });
  };

  const onRequest = http.listeners("request") as RequestListener[];
  http.removeAllListeners("request");
  http.on("request", (request, response) => {
    if (!admitPipelined(request, response)) return;
    const begin = () => {
      for (const listener of onRequest) listener.call(http, request, response);
    };
    // Without a slash after it, too: Engine.IO compares the beginning.
    if (request.url?.startsWith("/socket.io")) inTurn(request, request.socket, begin);
    else begin();
  });
  const onUpgrade = http.listeners("upgrade") as ((request: IncomingMessage, socket: Duplex, head: Buffer) => void)[];
  http.removeAllListeners("upgrade");
  http.on("upgrade", (request, socket, head) =>
    inTurn(request, socket, () => {
      for (const listener of onUpgrade) listener.call(http, request, socket, head);
    }),
  );
}
