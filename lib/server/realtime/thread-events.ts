import { z } from "zod";
import type { Ack } from "#lib/contract/events";
import { id } from "#lib/contract/fields";
import { limits } from "#lib/contract/limits";
import { rooms } from "#lib/contract/rooms";
import { requireThread } from "../discussions/get-thread";
import { isAppError } from "../errors";
import { spend } from "../limits";
import { log } from "../log";
import type { AppSocket } from "./socket-server";

const body = z.strictObject({ threadId: id });

/** How many threads one socket may listen to at a time. */
const joinedMax = 200;

type Handler = (socket: AppSocket, threadId: string) => Promise<Ack>;

const handlers: Record<string, Handler> = {
  /** Authorised like the REST read. Joins first, then reads the version: nothing falls between. */
  "thread:join": async (socket, threadId) => {
    const room = rooms.thread(threadId);
    if (socket.rooms.size >= joinedMax && !socket.rooms.has(room))
      return { ok: false, error: `A connection may join at most ${joinedMax} threads` };
    await requireThread(threadId, socket.data.userId);
    await socket.join(room);
    const { version } = await requireThread(threadId, socket.data.userId);
    return { ok: true, version };
  },
  "thread:leave": async (socket, threadId) => {
    await socket.leave(rooms.thread(threadId));
    return { ok: true };
  },
  "thread:typing": async (socket, threadId) => {
    const room = rooms.thread(threadId);
    if (!socket.rooms.has(room)) return { ok: false, error: "Join the thread first" };
    socket.to(room).emit("thread:typing", { threadId, userId: socket.data.userId, name: socket.data.name });
    return { ok: true };
  },
};

async function answer(socket: AppSocket, event: string, given: unknown): Promise<Ack> {
  const handler = Object.hasOwn(handlers, event) ? handlers[event] : undefined;
  if (!handler) return { ok: false, error: "Unknown event" };
  const parsed = body.safeParse(given);
  if (!parsed.success) return { ok: false, error: "threadId must be a UUID, and nothing else may come with it" };
  try {
    return await handler(socket, parsed.data.threadId);
  } catch (error) {
    if (isAppError(error)) return { ok: false, error: error.message };
    log.error({ err: error, event, userId: socket.data.userId }, "unforeseen error in a socket event");
    return { ok: false, error: "Something went wrong on our side. Try again." };
  }
}

/** Every event is answered through its ack; an unknown or malformed one with an error, never with a disconnect. */
export function handleThreadEvents(socket: AppSocket): void {
  socket.onAny((event: string, ...given: unknown[]) => {
    const last = given.at(-1);
    const ack = typeof last === "function" ? (last as (answer: Ack) => void) : () => undefined;
    const refuse = (error: string) => ack({ ok: false, error });
    if (event === "ping") return;
    spend("socketEvent", socket.data.userId).then(
      async () => {
        if (Buffer.byteLength(JSON.stringify(given) ?? "") > limits.socketEventBytes)
          return refuse(`An event may have at most ${limits.socketEventBytes / 1024} KiB`);
        ack(await answer(socket, event, given[0]));
      },
      (error: Error) => refuse(isAppError(error) ? error.message : "Try again"),
    );
  });
}
