import type { Server } from "node:http";
import { log } from "../log";
import type { SocketServer } from "../realtime/socket-server";

/** Sockets are let go over this long, so that they do not all come back at once. In ms. */
const spread = 3000;
/** When requests in flight still are not done, in ms: the contract gives 10 s in all. */
const patience = 8500;
/** What was on its way when the signal came is still let in, in ms: a connection that is closed under a request is an error to its sender. */
const grace = 200;

type Running = { http: Server; closeSecondListener: () => void; sockets: SocketServer; close: () => Promise<void> };

/**
 * docs/contract.md section 9: on SIGTERM (and Ctrl-C) no new connections, requests in flight finish, sockets see `transport close`, exit 0
 * within 10 s. A second signal does not wait.
 */
export function drain({ http, closeSecondListener, sockets, close }: Running): void {
  let going = false;
  const go = async (signal: string) => {
    if (going) process.exit(1);
    going = true;
    log.info({ signal }, "draining");
    setTimeout(() => process.exit(0), patience).unref();
    // Whoever asks on a kept connection is told that it ends with this answer.
    http.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
    const letGo = sockets.close(spread);
    await new Promise((resolve) => setTimeout(resolve, grace));
    closeSecondListener();
    const idle = new Promise<void>((resolve) => http.close(() => resolve()));
    await letGo;
    // Keep-alive connections that fell idle meanwhile.
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
