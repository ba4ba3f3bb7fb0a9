import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { limits } from "#lib/contract/limits";
import { rooms } from "#lib/contract/rooms";
import { config } from "../config";
import { ensureSubscribed, listen, type OutboundEvent, setTransport } from "../events/bus";
import { clientAddress } from "../front/client-address";
import { log } from "../log";
import { fullName } from "../people/names";
import { redis } from "../redis/client";
import { createArrivals } from "./arrivals";
import { handleEvents } from "./client-events";
import { serveClientFile } from "./client-file";
import { createDeliveryCursors } from "./delivery-cursors";
import { callerOf, mayConnect, turnAway } from "./handshake";
import { reconcile } from "./reconcile";
import { redisBus } from "./redis-bus";
import { type AppSocket, type Io, relay } from "./relay";
import { watchSessions } from "./session-watch";
import { watchSlowConsumers } from "./slow-consumers";

const userRoom = rooms.user("");

export type SocketServer = {
  io: Io;
  /** Takes committed facts to the sockets of this process; the bus does. */
  emit(facts: OutboundEvent[]): void;
  /** Compares what was emitted with what is stored now, and replays what is missing; otherwise it happens by itself. */
  reconcile(): Promise<void>;
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
    // With and without the slash: it compares the beginning.
    addTrailingSlash: false,
    serveClient: false,
    allowRequest: (request, answer) => (mayConnect(request) ? answer(null, true) : turnAway(request, answer)),
    cors: corsOrigins === "*" ? { origin: "*" } : { origin: [...ownOrigins, ...corsOrigins], credentials: true },
    // Room for the envelope around the largest event we take, which is checked on its own below.
    maxHttpBufferSize: 4 * limits.socketEventBytes,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
  });

  serveClientFile(http);
  const arriving = createArrivals();
  io.use((socket, next) => {
    callerOf(socket.handshake).then(
      async ({ user, confirmed, sessionId, inboxSeq }) => {
        // What the client reads from now on, it hears of when it changes, wherever that is.
        await ensureSubscribed(rooms.user(user.id));
        const who = { id: user.id, confirmed, ip: clientAddress(socket.request) };
        socket.data = { userId: user.id, sessionId, name: fullName(user), inboxSeq, who };
        const open = io.sockets.adapter.rooms.get(rooms.user(user.id))?.size ?? 0;
        if (socket.conn.readyState !== "open") return;
        if (open + arriving.of(user.id) >= limits.socketsPerUser) return next(new Error("Too many connections"));
        const arrived = arriving.add(user.id);
        socket.conn.once("close", arrived);
        socket.data.arrived = arrived;
        next();
      },
      (error: Error) => next(error),
    );
  });

  const emitted = createDeliveryCursors();
  const emit = (facts: OutboundEvent[]) => relay(io, emitted, facts);
  const { look, replay, stop: stopReconciling } = reconcile(emitted, emit);
  io.sockets.adapter.on("delete-room", (room: string) => {
    if (room.startsWith(userRoom)) emitted.forget(room.slice(userRoom.length));
  });

  io.on("connection", (socket) => {
    const { userId, sessionId, inboxSeq, arrived } = socket.data;
    void socket.join([rooms.user(userId), rooms.session(sessionId)]);
    arrived?.();
    // While its token was checked, other sockets of its user may have been told something that this one has yet to hear.
    if (emitted.track(userId, inboxSeq) > inboxSeq)
      replay(userId, inboxSeq, (told) => {
        for (const { event, body } of told) (socket.emit as (event: string, body: unknown) => boolean)(event, body);
      }).catch((error: unknown) => log.warn({ err: error, userId }, "a new socket could not be told what it had just missed"));
    // A token belongs in no object that lives as long as the socket.
    socket.handshake.auth = {};
    handleEvents(socket as AppSocket);
    socket.on("error", (error) => log.debug({ err: error, userId: socket.data.userId }, "socket error"));
  });

  listen(emit);
  const held = redis();
  const bus = held && redisBus(io, held);
  setTransport(bus);
  // What others published while it was away is not told by anybody but us.
  const offUp = held?.onUp(() => void look()) ?? (() => undefined);
  const stops = [offUp, stopReconciling, watchSessions(io), watchSlowConsumers(io)];

  return {
    io,
    emit,
    reconcile: look,
    async close(spreadMs) {
      for (const stop of stops) stop();
      await closeTransports(io, spreadMs);
      listen(null);
      // It hears nothing more; what requests in flight publish still goes out.
      bus?.stop();
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
