import type { Server } from "node:http";
import { announceLeaving } from "../db/folder-lock";
import { log } from "../log";
import type { SocketServer } from "../realtime/socket-server";

/** How long closing the sockets is spread over, in ms, so that they do not all come back at once. */
const closeSpreadMs = 3000;
/** When requests in flight are cut, in ms. The contract gives 10 s in all. */
const requestTimeoutMs = 8500;
/**
 * How long connections are still accepted after the signal, in ms. Because a connection that closes under a request is an error to its
 * sender.
 */
const acceptMs = 200;

/**
 * For how long (ms) a signal is the same as the one before. Whoever ends a group of processes reaches this one directly, and once more by
 * npm or by the end of its shell (`scripts/start.mjs`).
 */
const sameSignalMs = 500;

type Running = { http: Server; closeSecondListener: () => void; sockets: SocketServer; close: () => Promise<void> };

/**
 * docs/contract.md section 9: on SIGTERM (and Ctrl-C) no new connections, requests in flight finish, sockets see `transport close`, exit 0
 * within 10 s. A second signal ends the process at once.
 */
export function drain({ http, closeSecondListener, sockets, close }: Running): void {
  let since: number | null = null;
  const go = async (signal: string) => {
    if (since !== null) return Date.now() - since < sameSignalMs ? undefined : process.exit(1);
    since = Date.now();
    log.info({ signal }, "draining");
    announceLeaving();
    setTimeout(() => process.exit(0), requestTimeoutMs).unref();
    // A client on a kept-alive connection learns that it ends with this answer.
    http.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
    const letGo = sockets.close(closeSpreadMs);
    await new Promise((resolve) => setTimeout(resolve, acceptMs));
    closeSecondListener();
    const idle = new Promise<void>((resolve) => http.close(() => resolve()));
    await letGo;
    // Keep-alive connections that became idle meanwhile.
    http.closeIdleConnections();
    await idle;
    await close();
    log.info("drained");
    process.exit(0);
  };
  const onSignal = (signal: NodeJS.Signals) =>
    void go(signal).catch((error: unknown) => {
      log.error({ err: error }, "draining failed");
      process.exit(1);
    });
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
