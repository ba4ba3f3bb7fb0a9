import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "#lib/contract/events.ts";
import { config } from "#lib/server/config.ts";
import { bus } from "#lib/server/events/bus.ts";
import { createSocketServer, type SocketServer, type SocketServerDeps } from "#lib/server/realtime/socket-server.ts";

export type Client = Socket<ServerToClientEvents, ClientToServerEvents>;
/** All events that a client has heard, in order. */
export type Received = { event: string; body: unknown }[];
export type Listening = { client: Client; received: Received; of: <Body>(event: string) => Body[] };

/** Waits until a client is connected, and collects all events that it hears. @throws the `connect_error` */
export async function listen(client: Client): Promise<Listening> {
  const received: Received = [];
  client.onAny((event: string, body: unknown) => received.push({ event, body }));
  await new Promise<void>((resolve, reject) => client.once("connect", resolve).once("connect_error", reject));
  return {
    client,
    received,
    of: <Body>(event: string) => received.filter((entry) => entry.event === event).map((entry) => entry.body as Body),
  };
}

export type RunningSockets = {
  url: string;
  sockets: SocketServer;
  connect: (token: string | undefined, options?: Partial<ManagerOptions & SocketOptions>) => Promise<Listening>;
  stop: () => Promise<void>;
};

/** Starts a real socket server on a free port, by default on the process's own bus. `connect` makes real clients. */
export async function startSockets(deps: Partial<SocketServerDeps> = {}): Promise<RunningSockets> {
  const http = createServer((_request, response) => response.writeHead(404).end());
  const sockets = createSocketServer(http, { config: config(), redis: null, bus, ...deps });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const clients: Client[] = [];
  return {
    url,
    sockets,
    /** @throws the `connect_error` */
    async connect(token, options = {}) {
      const client: Client = io(url, {
        auth: token === undefined ? {} : { token },
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
        ...options,
      });
      clients.push(client);
      return listen(client);
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await sockets.close(0);
    },
  };
}

/** Waits until `probe` gives something other than null, undefined or false. @throws Error after `ms` */
export async function waitFor<Value>(probe: () => Value | Promise<Value>, ms = 10_000): Promise<NonNullable<Value>> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await probe();
    if (value !== null && value !== undefined && value !== false) return value as NonNullable<Value>;
    if (Date.now() > deadline) throw new Error(`nothing came within ${ms} ms: ${probe}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits long enough for an event to arrive, so that tests can check that none did. */
export const quiet = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms));

/** Loses all that is published during `act`, as when a process dies between commit and emit. The sockets listen on its own bus. */
export async function losing<Result>({ sockets }: RunningSockets, act: () => Promise<Result>): Promise<Result> {
  bus.listen(null);
  try {
    return await act();
  } finally {
    bus.listen(sockets.emit);
  }
}
