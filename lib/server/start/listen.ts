import type { Server } from "node:http";
import { createServer, type Server as NetServer } from "node:net";

type Where = { port: number /** Undefined: every address. */; host: string | undefined };

const inUse = (port: number) => new Error(`Port ${port} is in use. Set PORT to another one, or stop what runs there.`);

function open(server: NetServer, options: { port: number; host?: string; backlog?: number }): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options, () => {
      server.off("error", reject);
      resolve();
    });
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EADDRINUSE" ? inUse(options.port) : error;
  });
}

/** Checks that the port is free before anything expensive begins. @throws Error with a sentence when it is in use */
export async function requireFreePort({ port, host }: Where): Promise<void> {
  const probe = createServer();
  await open(probe, { port, ...(host && { host }) });
  await new Promise((resolve) => probe.close(resolve));
}

/**
 * Makes the server accept connections. On the loopback address it accepts those of IPv6 as well, because `localhost` may be either.
 * @returns how to end the second listener; the first one is the server's own
 * @throws Error with a sentence when the port is in use
 */
export async function listen(http: Server, { port, host }: Where, backlog: number): Promise<() => void> {
  await open(http, { port, backlog, ...(host && { host }) });
  if (host !== "127.0.0.1") return () => undefined;
  const sixth = createServer((socket) => http.emit("connection", socket));
  await open(sixth, { port, backlog, host: "::1" }).catch((error: NodeJS.ErrnoException) => {
    // A machine without IPv6 has no clients that use it.
    if (error.code !== "EADDRNOTAVAIL" && error.code !== "EAFNOSUPPORT") throw error;
  });
  return () => sixth.close();
}
