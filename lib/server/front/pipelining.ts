import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests of one connection that are not answered yet. Browsers send one after the other; whoever sends more has something else in mind. */
const unansweredMax = 32;
const unanswered = new WeakMap<Socket, number>();

/**
 * Counts this request among those of its connection that wait for their answers, and ends a connection with too many. The parser hands over all that is in
 * a packet, a thousand requests, before anything else has its turn.
 * @returns false when the request is not to be looked at
 */
function admitPipelined(request: IncomingMessage, response: ServerResponse): boolean {
  const { socket } = request;
  if (socket.destroyed) return false;
  const count = (unanswered.get(socket) ?? 0) + 1;
  unanswered.set(socket, count);
  if (count > unansweredMax) {
    socket.destroy();
    return false;
  }
  response.once("close", () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
  return true;
}

/** Holds connections of a server to it whatever listens to their requests, Socket.IO's polling as well: call it when all do. */
export function limitPipelining(http: Server): void {
  const others = http.listeners("request") as RequestListener[];
  http.removeAllListeners("request");
  http.on("request", (request, response) => {
    if (!admitPipelined(request, response)) return;
    for (const listener of others) listener.call(http, request, response);
  });
}
