import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { limits } from "#lib/contract/limits";
import { rooms } from "#lib/contract/rooms";
import { config } from "../config";
import { log } from "../log";
import { fullName } from "../users/to-user";
import { listen } from "./bus";
import { callerOf, mayConnect } from "./handshake";
import { type Io, relay } from "./relay";
import { watchSessions } from "./session-watch";
import { handleThreadEvents } from "./thread-events";

export type AppSocket = Parameters<Parameters<Io["on"]>[1]>[0] extends infer S extends Socket ? S : never;

export type SocketServer = {
  io: Io;
  /** Closes the transports, spread over `spreadMs`, so that clients see `transport close` and come back by themselves; then the server. */
  close(spreadMs: number): Promise<void>;
};

/**
 * Socket.IO on an HTTP server that has its request handler already. Facts from the bus are emitted to the rooms of this process until
 * `close`.
 */
export function createSocketServer(http: HttpServer): SocketServer {
  const { corsOrigins, ownOrigins } = config();
  const io: Io = new Server(http, {
    path: "/socket.io",
    serveClient: false,
    allowRequest: (request, answer) => answer(null, mayConnect(request)),
    cors: corsOrigins === "*" ? { origin: "*" } : { origin: [...ownOrigins, ...corsOrigins], credentials: true },
    // Room for the envelope around the largest event we take, which is checked on its own below.
    maxHttpBufferSize: 4 * limits.socketEventBytes,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
  });

  io.use((socket, next) => {
    callerOf(socket.handshake).then(
      ({ user, sessionId }) => {
        socket.data = { userId: user.id, sessionId, name: fullName(user) };
        next();
      },
      (error: Error) => next(error),
    );
  });

  io.on("connection", (socket) => {
    void socket.join([rooms.user(socket.data.userId), rooms.session(socket.data.sessionId)]);
    // A token belongs in no object that lives as long as the socket.
    socket.handshake.auth = {};
    socket.on("ping", (...given: unknown[]) => {
      socket.emit("pong");
      const ack = given.at(-1);
      if (typeof ack === "function") ack({ ok: true });
    });
    handleThreadEvents(socket as AppSocket);
    socket.on("error", (error) => log.debug({ err: error, userId: socket.data.userId }, "socket error"));
  });

  listen((facts) => relay(io, facts));
  const stopWatching = watchSessions(io);

  return {
    io,
    async close(spreadMs) {
      stopWatching();
      await closeTransports(io, spreadMs);
      listen(null);
      await io.close();
    },
  };
}

/** Not `disconnect()`: that says "io server disconnect", after which a client stays away on purpose. */
async function closeTransports(io: Io, spreadMs: number): Promise<void> {
  const sockets = [...io.sockets.sockets.values()];
  await Promise.all(
    sockets.map(async (socket, index) => {
      await new Promise((resolve) => setTimeout(resolve, (spreadMs * index) / sockets.length));
      socket.conn.close();
    }),
  );
}
