import { io, type Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "#lib/contract/events.ts";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { createAccessToken } from "./api/access-token";
import { isSignedOut } from "./api/api";
import { backoff, retryDelay } from "./backoff";
import { outOfDate } from "./out-of-date";

/** The version of the protocol that this page speaks. */
const protocolVersion = 2;

export type AppSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

export type Connected = {
  socket: AppSocket;
  /** Closes it permanently, even in the middle of a try. */
  close(): void;
};

/**
 * The only socket of a page. It stays closed only when the session has ended, which it reports to `onSignedOut` of ./api, and when the page
 * is out of date. After anything else it tries again for ever.
 */
export function createSocket(userId: string): Connected {
  const token = createAccessToken(userId);
  let failed: unknown = null;
  const socket: AppSocket = io({
    transports: ["websocket", "polling"],
    reconnectionDelay: backoff.minDelayMs,
    reconnectionDelayMax: backoff.maxDelayMs,
    randomizationFactor: backoff.jitterShare,
    auth: (send) => {
      token.get().then(
        (value) => {
          failed = null;
          send({ token: value, protocol: protocolVersion });
        },
        (error) => {
          failed = error;
          // The server answers with a connect_error, where a failed try ends in any case.
          send({ protocol: protocolVersion });
        },
      );
    },
  });

  let attempt = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Socket.IO reconnects after a broken transport, but not after a refusal or a disconnect by the server. */
  const again = (delay: number) => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(() => socket.connect(), delay);
  };
  socket.on("connect", () => {
    attempt = 0;
  });
  socket.on("connect_error", (error) => {
    if (socket.active) return;
    if (error.message === knownTexts.invalidToken) token.forget();
    if (error.message === knownTexts.clientOutOfDate) return outOfDate.setState({ isOutOfDate: true });
    // Two-factor sign-in became required since this page was loaded. Every page leads to the set-up.
    if (error.message === knownTexts.setUpTwoFactor) return window.location.reload();
    if (!isSignedOut(failed)) again(retryDelay(attempt++));
  });
  socket.on("disconnect", (reason) => {
    // The session ended, or a server is being replaced. The handshake asks /me, which knows.
    if (reason === "io server disconnect") {
      token.forget();
      again(attempt++ === 0 ? 0 : retryDelay(attempt));
    }
  });
  return {
    socket,
    close() {
      closed = true;
      clearTimeout(timer);
      socket.disconnect();
    },
  };
}
