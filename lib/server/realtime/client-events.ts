import type { z } from "zod";
import { texts } from "#lib/contract/errors.ts";
import {
  type Ack,
  type CourseSyncAnswer,
  courseBody,
  courseSyncBody,
  type SyncAnswer,
  syncBody,
  threadBody,
} from "#lib/contract/events.ts";
import { limits } from "#lib/contract/limits.ts";
import { rooms } from "#lib/contract/rooms.ts";
import { consumeFor } from "../consume-for";
import { requireCourse } from "../course-access";
import { withQueryTimeout } from "../db/client";
import { isUnavailable } from "../db/unavailable";
import { type ThreadAccess, threadPartOf } from "../discussions/access";
import { feedHead } from "../discussions/feed";
import { requireThread, requireThreadToJoin } from "../discussions/get-thread";
import { syncClass } from "../discussions/sync-class";
import { typingIn } from "../discussions/typing";
import { AppError, isAppError, unavailable } from "../errors";
import type { Bus, OutboundEvent } from "../events/bus";
import { keyedQueue } from "../keyed-queue";
import { log } from "../log";
import { syncInbox } from "../notifications/sync-inbox";
import type { AppSocket, Trackers } from "./relay";
import { setSilent } from "./session-watch";

/** The most threads, and the most courses, that one socket may listen to at a time. */
const joinedMax = 200;
const coursesMax = 100;

type Answer = Ack | SyncAnswer | CourseSyncAnswer;
type Handler = (socket: AppSocket, body: unknown) => Promise<Answer>;

/** Makes a handler of an event whose body has this shape. `wrong` is the error for any other body. */
const taking =
  <Body>(schema: z.ZodType<Body>, wrong: string, handle: (socket: AppSocket, body: Body) => Promise<Answer>): Handler =>
  async (socket, body) => {
    const parsed = schema.safeParse(body);
    return parsed.success ? handle(socket, parsed.data) : { ok: false, error: wrong };
  };
const onThread = (handle: (socket: AppSocket, threadId: string) => Promise<Answer>) =>
  taking(threadBody, "threadId must be a UUID, and nothing else may come with it", (socket, { threadId }) => handle(socket, threadId));

/**
 * Handles joins and leaves of one thread in their order. Because a join waits for the database: a leave that overtook it would leave the
 * socket listening.
 */
const inTurn = keyedQueue();
const onRoom = (handle: (socket: AppSocket, threadId: string) => Promise<Answer>) =>
  onThread((socket, threadId) => inTurn(`${socket.id} ${threadId}`, () => handle(socket, threadId)));
const onCourse = (handle: (socket: AppSocket, courseId: string) => Promise<Answer>) =>
  taking(courseBody, "courseId must be a UUID, and nothing else may come with it", (socket, { courseId }) =>
    inTurn(`${socket.id} ${courseId}`, () => handle(socket, courseId)),
  );

const joined = (socket: AppSocket, prefix: string) => [...socket.rooms].filter((room) => room.startsWith(prefix)).length;
/** The room in which this person hears of a thread. */
const roomFor = (row: ThreadAccess & { id: string }, userId: string) =>
  threadPartOf(row, userId) === "classmate" ? rooms.class(row.id) : rooms.thread(row.id);

async function leaveThread(socket: AppSocket, threadId: string): Promise<void> {
  await socket.leave(rooms.thread(threadId));
  await socket.leave(rooms.class(threadId));
}

const requireClass = (socket: AppSocket, courseId: string) => requireCourse(courseId, "readClass", { user: socket.data.user });

/** Notes whose feeds, and which threads, are listened to here. */
type RoomTrackers = { [Kind in "feeds" | "threads"]: Pick<Trackers[Kind], "track"> };

/** The feeds of courses. Each is authorised like the REST list of its class. */
const courseHandlers = (ensureSubscribed: Bus["ensureSubscribed"], { feeds }: RoomTrackers): Record<string, Handler> => ({
  "course:join": onCourse(async (socket, courseId) => {
    const room = rooms.course(courseId);
    const before = socket.rooms.has(room);
    if (joined(socket, rooms.course("")) >= coursesMax && !before)
      return { ok: false, error: `A connection may join at most ${coursesMax} courses` };
    try {
      await requireClass(socket, courseId);
      await socket.join(room);
      await ensureSubscribed(room);
      await requireClass(socket, courseId);
      const head = await feedHead(courseId);
      if (socket.rooms.has(room)) feeds.track(courseId, head.seq);
      return { ok: true, ...head };
    } catch (error) {
      if (isAppError(error) || !before) await socket.leave(room);
      throw error;
    }
  }),
  "course:leave": onCourse(async (socket, courseId) => {
    await socket.leave(rooms.course(courseId));
    return { ok: true };
  }),
  "course:sync": taking(
    courseSyncBody,
    "courseId must be a UUID, since a whole number from 0 on, epoch a text if there is one",
    (socket, body) => syncClass({ user: socket.data.user }, body),
  ),
});

const handlersOn = ({ ensureSubscribed, publishRemote }: Bus, tracked: RoomTrackers): Record<string, Handler> => ({
  ping: async (socket) => {
    socket.emit("pong");
    return { ok: true };
  },
  /** Reads what changed. The socket has been in its user's room since it connected, so a later change arrives as an event. */
  "notifications:sync": taking(syncBody, "since must be a whole number from 0 on, epoch a text if there is one", (socket, body) =>
    syncInbox(socket.data.userId, body),
  ),
  /** Authorised like the REST read. Joins first, then reads the version: nothing falls between. */
  "thread:join": onRoom(async (socket, threadId) => {
    const { userId } = socket.data;
    const isIn = () => socket.rooms.has(rooms.thread(threadId)) || socket.rooms.has(rooms.class(threadId));
    const before = isIn();
    if (joined(socket, rooms.thread("")) + joined(socket, rooms.class("")) >= joinedMax && !before)
      return { ok: false, error: `A connection may join at most ${joinedMax} threads` };
    try {
      const room = roomFor(await requireThread(threadId, userId), userId);
      await socket.join(room);
      await ensureSubscribed(room);
      const row = await requireThreadToJoin(threadId, userId);
      // Their part, or who sees the thread, may have changed in between.
      if (roomFor(row, userId) !== room) throw new AppError("forbidden", texts.cannotView);
      setSilent(socket.data, threadId, !row.can_post);
      // Not a socket that has gone meanwhile: its room was left before it could be forgotten.
      if (socket.rooms.has(room)) tracked.threads.track(room, row.version);
      return { ok: true, version: row.version };
    } catch (error) {
      // A socket that may not listen (any longer) leaves. After a failure of ours the room is as it was before.
      if (isAppError(error) || !before) await leaveThread(socket, threadId);
      throw error;
    }
  }),
  "thread:leave": onRoom(async (socket, threadId) => {
    setSilent(socket.data, threadId, false);
    await leaveThread(socket, threadId);
    return { ok: true };
  }),
  ...courseHandlers(ensureSubscribed, tracked),
  "thread:typing": onThread(async (socket, threadId) => {
    const { userId, name } = socket.data;
    const room = [rooms.thread(threadId), rooms.class(threadId)].find((one) => socket.rooms.has(one));
    if (!room) return { ok: false, error: "Join the thread first" };
    if (socket.data.silentIn?.has(threadId)) return { ok: false, error: texts.blocked };
    // Looked up each time: who types may have taken their name off the thread since they joined.
    const typing = await typingIn(threadId, { id: userId, name });
    if (!typing) return { ok: false, error: texts.threadNotFound };
    const { body, forClass } = typing;
    socket.local.to(rooms.thread(threadId)).emit("thread:typing", body);
    const events: OutboundEvent[] = [{ to: "thread", threadId, event: "thread:typing", body }];
    if (forClass) {
      socket.local.to(rooms.class(threadId)).emit("thread:typing", forClass);
      events.push({ to: "class", threadId, event: "thread:typing", body: forClass });
    }
    publishRemote(events);
    return { ok: true };
  }),
});

/** What is wrong with an event of whatever name; undefined for nothing. */
function excess(args: unknown[]): string | undefined {
  try {
    if (Buffer.byteLength(JSON.stringify(args)) <= limits.socketEventBytes) return undefined;
    return `An event may have at most ${limits.socketEventBytes / 1024} KiB`;
  } catch {
    // JSON that was parsed can be written again, unless it is nested deeper than the stack.
    return "An event may not be nested so deeply";
  }
}

async function answer(handlers: Record<string, Handler>, socket: AppSocket, event: string, args: unknown[]): Promise<Answer> {
  try {
    await consumeFor("socketEvent", socket.data.who);
    const error = excess(args);
    if (error !== undefined) return { ok: false, error };
    const handler = Object.hasOwn(handlers, event) ? handlers[event] : undefined;
    return handler ? await withQueryTimeout(() => handler(socket, args[0])) : { ok: false, error: "Unknown event" };
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
export function clientEvents(bus: Bus, tracked: RoomTrackers): (socket: AppSocket) => void {
  const handlers = handlersOn(bus, tracked);
  return (socket) =>
    socket.onAny((event: string, ...args: unknown[]) => {
      const last = args.at(-1);
      const ack = typeof last === "function" ? (last as (answer: Answer) => void) : () => undefined;
      answer(handlers, socket, event, args)
        .then(ack)
        // An unhandled rejection would end the process, and with it every socket.
        .catch((error: unknown) => log.error({ err: error, event }, "a socket event could not be answered"));
    });
}
