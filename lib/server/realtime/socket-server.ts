import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { fullName } from "#lib/contract/full-name.ts";
import { limits } from "#lib/contract/limits.ts";
import { rooms } from "#lib/contract/rooms.ts";
import type { Config } from "../config";
import type { Bus, OutboundEvent } from "../events/bus";
import { clientAddress } from "../front/client-address";
import { log } from "../log";
import type { Redis } from "../redis/client";
import { createArrivals } from "./arrivals";
import { clientEvents } from "./client-events";
import { serveClientFile } from "./client-file";
import { createDeliveryCursors } from "./delivery-cursors";
import { authenticateHandshake, canConnect, rejectConnection } from "./handshake";
import { createReconciler } from "./reconcile";
import { createFeedReconciler } from "./reconcile-feeds";
import { createSentVersions, createThreadReconciler } from "./reconcile-threads";
import { redisBus } from "./redis-bus";
import { type AppSocket, type Io, relay } from "./relay";
import { watchSessions } from "./session-watch";
import { watchSlowConsumers } from "./slow-consumers";

const userRoom = rooms.user("");
const courseRoom = rooms.course("");

export type SocketServer = {
  io: Io;
  /** Emits committed events to the sockets of this process. The bus calls it. */
  emit(events: OutboundEvent[]): void;
  /** Compares what was emitted with what is stored, now instead of at the next period, and replays what is missing. */
  reconcile(): Promise<void>;
  /** Closes the transports, spread over `spreadMs`, and then the server. Clients see `transport close` and reconnect. */
  close(spreadMs: number): Promise<void>;
};

/** The parts that a socket server works with. Tokens, limits and the database are the process's, as they are for requests. */
export type SocketServerDeps = {
  config: Pick<Config, "corsOrigins" | "ownOrigins" | "trustProxy" | "adminTwoFactor">;
  /** The way to other processes; null where this is the only one. */
  redis: Redis | null;
  /** Whose events go to these sockets, until `close`. */
  bus: Bus;
};

/** Makes the Socket.IO server on an HTTP server that already has its request handler. */
export function createSocketServer(http: HttpServer, { config, redis, bus }: SocketServerDeps): SocketServer {
  const { corsOrigins, ownOrigins } = config;
  const io: Io = new Server(http, {
    path: "/socket.io",
    // Matches the path with and without a slash at its end, because it compares the beginning.
    addTrailingSlash: false,
    serveClient: false,
    allowRequest: (request, answer) => (canConnect(request, config) ? answer(null, true) : rejectConnection(request, answer)),
    cors: corsOrigins === "*" ? { origin: "*" } : { origin: [...ownOrigins, ...corsOrigins], credentials: true },
    // Several times the largest event, whose own size is checked in client-events.ts: who sends too much is told so. Only what is larger
    // than this ends the connection.
    maxHttpBufferSize: 8 * limits.socketEventBytes,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
  });

  serveClientFile(http, config);
  io.use(admission(io, { config, bus }));
  const emitted = createDeliveryCursors();
  /** The same of the courses' feeds that somebody listens to here. */
  const feeds = createDeliveryCursors();
  const threads = createSentVersions();
  const emit = (events: OutboundEvent[]) => relay(io, { emitted, feeds, threads }, events);
  const { look, replay, stop: stopReconciling } = createReconciler(emitted, emit);
  const { look: lookAtFeeds, stop: stopReconcilingFeeds } = createFeedReconciler(feeds, emit);
  const { look: lookAtThreads, stop: stopReconcilingThreads } = createThreadReconciler(threads, emit);
  io.sockets.adapter.on("delete-room", (room: string) => {
    if (room.startsWith(userRoom)) emitted.forget(room.slice(userRoom.length));
    if (room.startsWith(courseRoom)) feeds.forget(room.slice(courseRoom.length));
    threads.forget(room);
  });

  const handleEvents = clientEvents(bus, { feeds, threads });
  io.on("connection", (socket) => {
    const { userId, sessionId, inboxSeq, arrived } = socket.data;
    void socket.join([rooms.user(userId), rooms.session(sessionId)]);
    arrived?.();
    // While the token was checked, other sockets of this user may have received events that this one has not.
    if (emitted.track(userId, inboxSeq) > inboxSeq)
      replay(userId, inboxSeq, (notifications) => {
        for (const { event, body } of notifications) (socket.emit as (event: string, body: unknown) => boolean)(event, body);
      }).catch((error: unknown) => log.warn({ err: error, userId }, "a new socket could not be told what it had just missed"));
    // No token is kept in an object that lives as long as the socket.
    socket.handshake.auth = {};
    handleEvents(socket as AppSocket);
    socket.on("error", (error) => log.debug({ err: error, userId: socket.data.userId }, "socket error"));
  });

  bus.listen(emit);
  const transport = redis && redisBus(io, redis, bus);
  bus.setTransport(transport);
  // After Redis was away, only this process can deliver what others published meanwhile.
  const lookAtAll = async () => void (await Promise.all([look(), lookAtFeeds(), lookAtThreads()]));
  const offUp = redis?.onUp(() => void lookAtAll()) ?? (() => undefined);
  const stops = [
    offUp,
    stopReconciling,
    stopReconcilingFeeds,
    stopReconcilingThreads,
    watchSessions(io, config, threads),
    watchSlowConsumers(io),
  ];

  return {
    io,
    emit,
    reconcile: lookAtAll,
    async close(spreadMs) {
      for (const stop of stops) stop();
      await closeTransports(io, spreadMs);
      bus.listen(null);
      // It receives nothing more; what requests in flight publish still goes out.
      transport?.stop();
      await io.close();
    },
  };
}

/** Lets a socket in by its token, as long as its user has not too many. */
function admission(io: Io, { config, bus }: Pick<SocketServerDeps, "config" | "bus">): Parameters<Io["use"]>[0] {
  const arriving = createArrivals();
  return (socket, next) => {
    authenticateHandshake(socket.handshake).then(
      async ({ user, confirmed, sessionId, inboxSeq }) => {
        // Subscribes before the client reads anything, so that it hears of every later change, in whichever process.
        await bus.ensureSubscribed(rooms.user(user.id));
        const who = { id: user.id, confirmed, ip: clientAddress(socket.request, config.trustProxy) };
        socket.data = { userId: user.id, user: { id: user.id, role: user.role }, sessionId, name: fullName(user), inboxSeq, who };
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
  };
}

/** Closes the connections. Not by `disconnect()`: that says "io server disconnect", after which a client stays away on purpose. */
async function closeTransports(io: Io, spreadMs: number): Promise<void> {
  const sockets = [...io.sockets.sockets.values()];
  await Promise.all(
    sockets.map(async (socket, index) => {
      await new Promise((resolve) => setTimeout(resolve, (spreadMs * index) / sockets.length));
      socket.conn.close();
    }),
  );
}
