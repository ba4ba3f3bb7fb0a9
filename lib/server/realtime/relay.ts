import type { Server, Socket } from "socket.io";
import type { ClientToServerEvents, ServerToClientEvents } from "#lib/contract/events";
import { rooms } from "#lib/contract/rooms";
import type { Who } from "../consume-for";
import type { OutboundEvent } from "../events/bus";
import { metrics } from "../metrics";
import type { DeliveryCursors } from "./delivery-cursors";

/**
 * What the server keeps with a socket. `inboxSeq`: the `seq` of the user's inbox when the token was checked; the socket must hear of every
 * later one. `silentIn`: joined threads in which the user may not write, and therefore not show as typing. `arrived`: called once the
 * socket is in its rooms.
 */
export type SocketData = {
  userId: string;
  sessionId: string;
  name: string;
  inboxSeq: number;
  who: Who;
  silentIn?: Set<string>;
  arrived?: () => void;
};
export type Io = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
export type AppSocket = Parameters<Parameters<Io["on"]>[1]>[0] extends infer S extends Socket ? S : never;

/** Emits committed events to the rooms of this process, and notes the `seq` that each user was sent. */
export function relay(io: Io, emitted: DeliveryCursors, facts: OutboundEvent[]): void {
  for (const fact of facts) {
    if (fact.to === "sessions") io.local.in(fact.sessionIds.map(rooms.session)).disconnectSockets(true);
    else if (fact.to === "leaver") io.local.in(rooms.user(fact.userId)).socketsLeave(fact.threadIds.map(rooms.thread));
    else if (fact.to === "all") emitTo(io.local, fact);
    else {
      const room = fact.to === "user" ? rooms.user(fact.userId) : rooms.thread(fact.threadId);
      emitTo(io.local.to(room), fact);
      // A head counts as delivered, too. A client that syncs by it has everything up to it; a client that never syncs has no other use for
      // it.
      if (fact.to === "user" && fact.body && "seq" in fact.body) emitted.mark(fact.userId, fact.body.seq);
      // A thread that is gone has nothing more to tell its readers.
      if (fact.event === "thread:removed" && !fact.body.messageId) io.local.in(room).socketsLeave(room);
    }
  }
}

/** Event and body belong together by the type `OutboundEvent`; the emitter's types cannot see through the union. */
function emitTo(audience: { emit: unknown }, { event, body }: { event: string; body?: unknown }): void {
  metrics().emittedTotal.inc({ event });
  (audience as { emit: (event: string, body: unknown) => boolean }).emit(event, body);
}
