import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { config } from "../config";
import { networkOf } from "../network";
import { clientAddress } from "./client-address";
import { createFairTurns } from "./fair-turns";

/** Requests of one connection that are not answered yet. Browsers send one after the other; whoever sends more has something else in mind. */
const unansweredMax = 8;
const unanswered = new WeakMap<Socket, number>();

/** What Node keeps at a socket: its parser hands over each head by `onIncoming`, whose answer says how to go on. */
type Parsed = Socket & { parser?: { onIncoming?: (() => number) | null } | null };
/** The parser takes any other number than 0, 1 and 2 for an error, and stops. */
const stopParsing = () => -1;

/**
 * Counts this request among those of its connection that wait for their answers, and ends a connection with too many. What is left of the packet, a
 * thousand requests, is not parsed any more: by itself the parser hands all of it over before anything else has its turn.
 * @returns false when the request is not to be looked at
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

/** Handshakes of one address that wait for their turn. As many come back together after a restart, from behind one proxy. */
const handshakesMax = 10_000;

/**
 * Holds the connections of a server to what one may cost, whatever listens to them: call it when all do. Handshakes of Socket.IO, by WebSocket or polling,
 * begin in turns of the event loop of their own, so that a thousand at once hold up nobody else; other requests have theirs in front.ts.
 */
export function limitConnections(http: Server): void {
  const turns = createFairTurns();
  const inTurn = (request: IncomingMessage, socket: Duplex, begin: () => void) => {
    if (!config().rateLimits) return begin();
    const key = networkOf(clientAddress(request));
    if (turns.waitingFor(key) >= handshakesMax) return void socket.destroy();
    const turn = turns.take(key);
    if (!turn) return begin();
    // While it waits nobody else hears of its errors, and one that nobody hears ends the process.
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
    if (request.url?.startsWith("/socket.io/")) inTurn(request, request.socket, begin);
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
