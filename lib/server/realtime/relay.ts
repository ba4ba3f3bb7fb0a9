import type { Server, Socket } from "socket.io";
import type { ClientToServerEvents, ServerToClientEvents } from "#lib/contract/events";
import { rooms } from "#lib/contract/rooms";
import type { Who } from "../consume-for";
import type { OutboundEvent } from "../events/bus";
import { metrics } from "../metrics";
import type { DeliveryCursors } from "./delivery-cursors";

/**
 * `inboxSeq`: where the user's inbox was when the socket's token was checked; what is stored later is for it to hear. `silentIn`: joined
 * threads in which they may not write, so that nobody is told they do. `arrived` says that the socket is in its rooms.
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

/** Emits committed facts to the rooms of this process, and notes what its users have been told. */
export function relay(io: Io, emitted: DeliveryCursors, facts: OutboundEvent[]): void {
  for (const fact of facts) {
    if (fact.to === "sessions") io.local.in(fact.sessionIds.map(rooms.session)).disconnectSockets(true);
    else if (fact.to === "leaver") io.local.in(rooms.user(fact.userId)).socketsLeave(fact.threadIds.map(rooms.thread));
    else if (fact.to === "all") emitTo(io.local, fact);
    else {
      const room = fact.to === "user" ? rooms.user(fact.userId) : rooms.thread(fact.threadId);
      emitTo(io.local.to(room), fact);
      // A head counts as well: who syncs by it has everything up to it, and who never syncs has nothing to show for it.
      if (fact.to === "user" && fact.body && "seq" in fact.body) emitted.mark(fact.userId, fact.body.seq);
      // Who was reading a thread that is gone has nothing to hear there any more.
      if (fact.event === "thread:removed" && !fact.body.messageId) io.local.in(room).socketsLeave(room);
    }
  }
}

/** Event and body belong together by the type of Fact; the emitter's types cannot see through the union. */
function emitTo(audience: { emit: unknown }, { event, body }: { event: string; body?: unknown }): void {
  metrics().emittedTotal.inc({ event });
  (audience as { emit: (event: string, body: unknown) => boolean }).emit(event, body);
}
