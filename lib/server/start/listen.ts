import { once } from "node:events";
import type { Server } from "node:http";
import { createServer, type Server as NetServer } from "node:net";

type Where = { port: number /** Undefined: every address. */; host: string | undefined };

const inUse = (port: number) => new Error(`Port ${port} is in use. Set PORT to another one, or stop what runs there.`);

/** How long a server that is stopping still has its port (ms, `drain.ts`), with room for a slow machine. */
const portLeftMs = 1000;

/** Opens the port, once the server before it has left it. @throws Error with a sentence when it stays in use */
async function open(server: NetServer, options: { port: number; host?: string; backlog?: number }): Promise<void> {
  const until = Date.now() + portLeftMs;
  for (;;) {
    try {
      server.listen(options);
      return void (await once(server, "listening"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      if (Date.now() > until) throw inUse(options.port);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
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
