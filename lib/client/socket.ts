import { io, type Socket } from "socket.io-client";
import { texts } from "#lib/contract/errors";
import type { ClientToServerEvents, ServerToClientEvents } from "#lib/contract/events";
import { createAccessToken } from "./api/access-token";
import { isSignedOut } from "./api/api";
import { backoff, retryDelay } from "./backoff";

export type AppSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

export type Connected = {
  socket: AppSocket;
  /** Ends it for good, also in the middle of a try. */
  close(): void;
};

/**
 * The one socket of a page. It stays away only when the session has ended, which `onSignedOut` of ./api tells; anything else is tried
 * again for ever.
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
          send({ token: value });
        },
        (error) => {
          failed = error;
          // Answered with a connect_error, which is where a failed try ends in any case.
          send({});
        },
      );
    },
  });

  let attempt = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Socket.IO comes back by itself from a broken transport, but not from a refusal or a disconnect by the server. */
  const again = (delay: number) => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(() => socket.connect(), delay);
  };
  socket.on("connect", () => {
    attempt = 0;
  });
  socket.on("connect_error", (error) => {
    if (socket.active) return;
    if (error.message === texts.invalidToken) token.forget();
    // Asked for of admins since this page was loaded: every page leads to the set-up.
    if (error.message === texts.setUpTwoFactor) return window.location.reload();
    if (!isSignedOut(failed)) again(retryDelay(attempt++));
  });
  socket.on("disconnect", (reason) => {
    // The session ended, or a server is being replaced: the handshake asks /me, which knows.
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
