import type { z } from "zod";
import { texts } from "#lib/contract/errors.ts";
import { type Ack, type SyncAnswer, syncBody, threadBody } from "#lib/contract/events.ts";
import { limits } from "#lib/contract/limits.ts";
import { rooms } from "#lib/contract/rooms.ts";
import { consumeFor } from "../consume-for";
import { withQueryTimeout } from "../db/client";
import { isUnavailable } from "../db/unavailable";
import { requireThread, requireThreadToJoin } from "../discussions/get-thread";
import { isAppError, unavailable } from "../errors";
import type { Bus } from "../events/bus";
import { keyedQueue } from "../keyed-queue";
import { log } from "../log";
import { syncInbox } from "../notifications/sync-inbox";
import type { AppSocket } from "./relay";
import { setSilent } from "./session-watch";

/** The most threads that one socket may listen to at a time. */
const joinedMax = 200;

type Answer = Ack | SyncAnswer;
type Handler = (socket: AppSocket, given: unknown) => Promise<Answer>;

/** Makes a handler of an event whose body has this shape. `wrong` is the error for any other body. */
const taking =
  <Body>(schema: z.ZodType<Body>, wrong: string, handle: (socket: AppSocket, body: Body) => Promise<Answer>): Handler =>
  async (socket, given) => {
    const parsed = schema.safeParse(given);
    return parsed.success ? handle(socket, parsed.data) : { ok: false, error: wrong };
  };
const onThread = (handle: (socket: AppSocket, threadId: string) => Promise<Answer>) =>
  taking(threadBody, "threadId must be a UUID, and nothing else may come with it", (socket, { threadId }) => handle(socket, threadId));

/**
 * Handles joins and leaves of one thread in their order. Because a join waits for the database: a leave that overtook it would leave the
 * socket listening.
 */
const inTurn = keyedQueue();
const onRoom = (handle: (socket: AppSocket, threadId: string, room: ReturnType<typeof rooms.thread>) => Promise<Answer>) =>
  onThread((socket, threadId) => inTurn(`${socket.id} ${threadId}`, () => handle(socket, threadId, rooms.thread(threadId))));

const handlersOn = ({ ensureSubscribed, publishRemote }: Bus): Record<string, Handler> => ({
  ping: async (socket) => {
    socket.emit("pong");
    return { ok: true };
  },
  /** Reads what changed. The socket has been in its user's room since it connected, so a later change arrives as an event. */
  "notifications:sync": taking(syncBody, "since must be a whole number from 0 on, epoch a text if there is one", (socket, body) =>
    syncInbox(socket.data.userId, body),
  ),
  /** Authorised like the REST read. Joins first, then reads the version: nothing falls between. */
  "thread:join": onRoom(async (socket, threadId, room) => {
    const before = socket.rooms.has(room);
    if (socket.rooms.size >= joinedMax && !before) return { ok: false, error: `A connection may join at most ${joinedMax} threads` };
    try {
      await requireThread(threadId, socket.data.userId);
      await socket.join(room);
      await ensureSubscribed(room);
      const { version, may_post } = await requireThreadToJoin(threadId, socket.data.userId);
      setSilent(socket.data, threadId, !may_post);
      return { ok: true, version };
    } catch (error) {
      // A socket that may not listen (any longer) leaves. After a failure of ours the room is as it was before.
      if (isAppError(error) || !before) await socket.leave(room);
      throw error;
    }
  }),
  "thread:leave": onRoom(async (socket, threadId, room) => {
    setSilent(socket.data, threadId, false);
    await socket.leave(room);
    return { ok: true };
  }),
  "thread:typing": onThread(async (socket, threadId) => {
    const room = rooms.thread(threadId);
    if (!socket.rooms.has(room)) return { ok: false, error: "Join the thread first" };
    if (socket.data.silentIn?.has(threadId)) return { ok: false, error: texts.blocked };
    const body = { threadId, userId: socket.data.userId, name: socket.data.name };
    socket.local.to(room).emit("thread:typing", body);
    publishRemote([{ to: "thread", threadId, event: "thread:typing", body }]);
    return { ok: true };
  }),
});

/** What is wrong with an event of whatever name; undefined for nothing. */
function excess(given: unknown[]): string | undefined {
  try {
    if (Buffer.byteLength(JSON.stringify(given)) <= limits.socketEventBytes) return undefined;
    return `An event may have at most ${limits.socketEventBytes / 1024} KiB`;
  } catch {
    // JSON that was parsed can be written again, unless it is nested deeper than the stack.
    return "An event may not be nested so deeply";
  }
}

async function answer(handlers: Record<string, Handler>, socket: AppSocket, event: string, given: unknown[]): Promise<Answer> {
  try {
    await consumeFor("socketEvent", socket.data.who);
    const error = excess(given);
    if (error !== undefined) return { ok: false, error };
    const handler = Object.hasOwn(handlers, event) ? handlers[event] : undefined;
    return handler ? await withQueryTimeout(() => handler(socket, given[0])) : { ok: false, error: "Unknown event" };
  } catch (error) {
    if (isAppError(error)) return { ok: false, error: error.message };
    if (isUnavailable(error)) {
      log.warn({ err: error, event, userId: socket.data.userId }, "the database is away, or its line too long");
      return { ok: false, error: unavailable().message };
    }
    log.error({ err: error, event, userId: socket.data.userId }, "unforeseen error in a socket event");
    return { ok: false, error: "Something went wrong on our side. Try again." };
  }
}

/**
 * Answers every event through its ack. An unknown or malformed event gets an error, never a disconnect.
 * @returns what to do with a socket that has connected
 */
export function clientEvents(bus: Bus): (socket: AppSocket) => void {
  const handlers = handlersOn(bus);
  return (socket) =>
    socket.onAny((event: string, ...given: unknown[]) => {
      const last = given.at(-1);
      const ack = typeof last === "function" ? (last as (answer: Answer) => void) : () => undefined;
      answer(handlers, socket, event, given)
        .then(ack)
        // An unhandled rejection would end the process, and with it every socket.
        .catch((error: unknown) => log.error({ err: error, event }, "a socket event could not be answered"));
    });
}
