import type { Server, Socket } from "socket.io";
import type { User } from "#lib/contract/auth.ts";
import type { ClientToServerEvents, ServerToClientEvents } from "#lib/contract/events.ts";
import { rooms } from "#lib/contract/rooms.ts";
import type { Consumer } from "../consume-for";
import type { OutboundEvent } from "../events/bus";
import { metrics } from "../metrics";
import { invalidateSchool } from "../school";
import type { DeliveryCursors } from "./delivery-cursors";
import type { SentVersions } from "./reconcile-threads";

/**
 * What the server keeps with a socket. `inboxSeq`: the `seq` of the user's inbox when the token was checked; the socket must hear of every
 * later one. `silentIn`: joined threads in which the user may not write, and therefore not show as typing. `arrived`: called once the
 * socket is in its rooms.
 */
export type SocketData = {
  userId: string;
  user: Pick<User, "id" | "role">;
  sessionId: string;
  name: string;
  inboxSeq: number;
  who: Consumer;
  silentIn?: Set<string>;
  arrived?: () => void;
};
export type Io = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
export type AppSocket = Parameters<Parameters<Io["on"]>[1]>[0] extends infer S extends Socket ? S : never;

/** What this process has told: to each user, of each course's feed, of each thread that somebody reads here. */
export type Trackers = { emitted: DeliveryCursors; feeds: DeliveryCursors; threads: SentVersions };

/**
 * Emits committed events to the rooms of this process, and notes what was told. Passes over rooms that nobody is in, as Socket.IO encodes
 * what it emits before it looks for somebody.
 */
export function relay(io: Io, { emitted, feeds, threads }: Trackers, events: OutboundEvent[]): void {
  const { rooms: occupied } = io.sockets.adapter;
  for (const outbound of events) {
    if (outbound.to === "sessions") io.local.in(outbound.sessionIds.map(rooms.session)).disconnectSockets(true);
    else if (outbound.to === "leaver") {
      const { userId, threadIds, courseIds = [] } = outbound;
      const left = [...threadIds.map(rooms.thread), ...threadIds.map(rooms.class), ...courseIds.map(rooms.course)];
      io.local.in(rooms.user(userId)).socketsLeave(left);
    } else if (outbound.to === "all") {
      // Before the pages that ask because of it.
      if (outbound.event === "school:changed") invalidateSchool();
      emitTo(io.local, outbound);
    } else {
      const room = roomOf(outbound);
      if (occupied.has(room)) emitTo(io.local.to(room), outbound);
      // A head counts as delivered, too. A client that syncs by it has everything up to it; a client that never syncs has no other use for
      // it.
      if (outbound.to === "user" && outbound.body && "seq" in outbound.body) emitted.mark(outbound.userId, outbound.body.seq);
      if (outbound.to === "course") feeds.mark(outbound.courseId, outbound.body.seq);
      if (outbound.to === "thread" || outbound.to === "class") threads.mark(room, outbound);
      // A thread that is gone has nothing more to tell its readers.
      if (outbound.event === "thread:removed" && !outbound.body.messageId) io.local.in(room).socketsLeave(room);
    }
  }
}

/** The room of an event for people or readers. */
export function roomOf(outbound: Extract<OutboundEvent, { to: "user" | "thread" | "class" | "course" | "leaver" }>): string {
  switch (outbound.to) {
    case "user":
    case "leaver":
      return rooms.user(outbound.userId);
    case "thread":
      return rooms.thread(outbound.threadId);
    case "class":
      return rooms.class(outbound.threadId);
    case "course":
      return rooms.course(outbound.courseId);
  }
}

/** Event and body belong together by the type `OutboundEvent`; the emitter's types cannot see through the union. */
function emitTo(audience: { emit: unknown }, { event, body }: { event: string; body?: unknown }): void {
  metrics().emittedTotal.inc({ event });
  (audience as { emit: (event: string, body: unknown) => boolean }).emit(event, body);
}
