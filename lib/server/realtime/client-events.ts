import { z } from "zod";
import { type Ack, type SyncAnswer, syncBody } from "#lib/contract/events";
import { id } from "#lib/contract/fields";
import { limits } from "#lib/contract/limits";
import { rooms } from "#lib/contract/rooms";
import { requireThread } from "../discussions/get-thread";
import { isAppError } from "../errors";
import { spend } from "../limits";
import { log } from "../log";
import { syncInbox } from "../notifications/sync-inbox";
import { heardHere, publishElsewhere } from "./bus";
import type { AppSocket } from "./socket-server";

const threadBody = z.strictObject({ threadId: id });

/** How many threads one socket may listen to at a time. */
const joinedMax = 200;

type Answer = Ack | SyncAnswer;
type Handler = (socket: AppSocket, given: unknown) => Promise<Answer>;

/** A handler of an event whose body has this shape; `wrong` says what is asked for when it has not. */
const taking =
  <Body>(schema: z.ZodType<Body>, wrong: string, handle: (socket: AppSocket, body: Body) => Promise<Answer>): Handler =>
  async (socket, given) => {
    const parsed = schema.safeParse(given);
    return parsed.success ? handle(socket, parsed.data) : { ok: false, error: wrong };
  };
const onThread = (handle: (socket: AppSocket, threadId: string) => Promise<Answer>) =>
  taking(threadBody, "threadId must be a UUID, and nothing else may come with it", (socket, { threadId }) => handle(socket, threadId));

const handlers: Record<string, Handler> = {
  /** The socket is in its user's room since it connected, so what this read is too early for arrives as an event. */
  "notifications:sync": taking(syncBody, "since must be a whole number from 0 on, epoch a text if there is one", (socket, body) =>
    syncInbox(socket.data.userId, body),
  ),
  /** Authorised like the REST read. Joins first, then reads the version: nothing falls between. */
  "thread:join": onThread(async (socket, threadId) => {
    const room = rooms.thread(threadId);
    if (socket.rooms.size >= joinedMax && !socket.rooms.has(room))
      return { ok: false, error: `A connection may join at most ${joinedMax} threads` };
    await requireThread(threadId, socket.data.userId);
    await socket.join(room);
    await heardHere(room);
    const { version } = await requireThread(threadId, socket.data.userId);
    return { ok: true, version };
  }),
  "thread:leave": onThread(async (socket, threadId) => {
    await socket.leave(rooms.thread(threadId));
    return { ok: true };
  }),
  "thread:typing": onThread(async (socket, threadId) => {
    const room = rooms.thread(threadId);
    if (!socket.rooms.has(room)) return { ok: false, error: "Join the thread first" };
    const body = { threadId, userId: socket.data.userId, name: socket.data.name };
    socket.local.to(room).emit("thread:typing", body);
    publishElsewhere([{ to: "thread", threadId, event: "thread:typing", body }]);
    return { ok: true };
  }),
};

async function answer(socket: AppSocket, event: string, given: unknown): Promise<Answer> {
  const handler = Object.hasOwn(handlers, event) ? handlers[event] : undefined;
  if (!handler) return { ok: false, error: "Unknown event" };
  try {
    return await handler(socket, given);
  } catch (error) {
    if (isAppError(error)) return { ok: false, error: error.message };
    log.error({ err: error, event, userId: socket.data.userId }, "unforeseen error in a socket event");
    return { ok: false, error: "Something went wrong on our side. Try again." };
  }
}

/** Every event is answered through its ack; an unknown or malformed one with an error, never with a disconnect. */
export function handleEvents(socket: AppSocket): void {
  socket.onAny((event: string, ...given: unknown[]) => {
    const last = given.at(-1);
    const ack = typeof last === "function" ? (last as (answer: Answer) => void) : () => undefined;
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
