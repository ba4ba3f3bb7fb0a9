import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { texts } from "#lib/contract/errors.ts";
import { socketCaller } from "../auth/authenticate";
import { bearerOf } from "../http/credentials";
import { isAllowedOrigin, type Origins } from "../http/origins";
import { log } from "../log";
import { withTimeout } from "../with-timeout";

/** How long a handshake is held while the database does not answer, and how soon it is asked again, in ms. */
const holdMs = 3000;
const retryMs = 250;

/**
 * Whether a connection may be opened at all: a page of a foreign origin may not. Because Socket.IO's CORS setting does not cover WebSocket.
 * A browser always sends `Origin` there; a program sends none.
 */
export function canConnect(request: IncomingMessage, origins: Origins): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) return isAllowedOrigin(origin, origins);
  return request.headers["sec-fetch-site"] !== "cross-site";
}

/** Origins that the log has named, each once. Bounded, so that invented origins can't fill the log. */
const loggedOrigins = new Set<string>();
const loggedOriginsMax = 100;

/**
 * Refuses a connection before it is opened. A WebSocket gets 403, where Engine.IO would answer with 400; anything else gets the `answer`
 * that Engine.IO waits for. Logs once for each origin how to allow it.
 */
export function rejectConnection(request: IncomingMessage, answer: (message: null, allowed: boolean) => void): void {
  const origin = request.headers.origin?.slice(0, 200);
  if (origin !== undefined && !loggedOrigins.has(origin) && loggedOrigins.size < loggedOriginsMax) {
    loggedOrigins.add(origin);
    log.warn({ origin }, "a page of a foreign origin was refused a socket: name its origin in CORS_ORIGIN to let it in");
  }
  if (request.headers.upgrade === undefined) {
    answer(null, false);
    return;
  }
  const body = JSON.stringify({ success: false, error: texts.notAllowed });
  const { socket } = request;
  // Node no longer handles errors of an upgraded socket, and an unhandled error ends the process.
  socket.on("error", () => undefined);
  socket.end(
    `HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  socket.destroySoon();
}

/** The versions of the protocol that are spoken here, by `auth.protocol`. A client of the first one names none. */
const protocols = [1, 2];

type SocketCaller = NonNullable<Awaited<ReturnType<typeof socketCaller>>>;
type Handshake = { auth: Record<string, unknown>; headers: { authorization?: string | undefined } };

/**
 * Says who opens this socket: by `auth.token` or `Authorization: Bearer`, never by a cookie or the query string.
 * @throws Error with exactly one of the contract's texts, or, for an admin who has to set up two-factor sign-in, with what to do
 */
export async function authenticateHandshake(handshake: Handshake): Promise<SocketCaller> {
  if (!protocols.includes((handshake.auth.protocol ?? 1) as number)) throw new Error(texts.clientOutOfDate);
  const authToken = handshake.auth.token;
  const token = authToken === undefined || authToken === null || authToken === "" ? bearerOf(handshake.headers.authorization) : authToken;
  if (token === undefined) throw new Error(texts.authenticationRequired);
  if (typeof token !== "string") throw new Error(texts.invalidToken);
  const caller = await withRetries(() => socketCaller(token));
  if (!caller) throw new Error(texts.invalidToken);
  if (caller.mustSetUpTwoFactor) throw new Error(texts.setUpTwoFactor);
  return caller;
}

async function withRetries(ask: () => Promise<SocketCaller | null>): Promise<SocketCaller | null> {
  const deadline = performance.now() + holdMs;
  for (;;) {
    try {
      return await withTimeout(ask(), Math.max(1, deadline - performance.now()), "the database did not answer in time");
    } catch (error) {
      if (performance.now() + retryMs >= deadline) {
        log.error({ err: error }, "a socket's token could not be checked");
        throw new Error(texts.authenticationFailed);
      }
      await sleep(retryMs);
    }
  }
}
