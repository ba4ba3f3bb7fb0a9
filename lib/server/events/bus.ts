import type { Message, ThreadShared } from "#lib/contract/discussions.ts";
import type {
  CourseThread,
  CourseThreadRemoved,
  ServerToClientEvents,
  ThreadHead,
  ThreadRemoved,
  ThreadTyping,
} from "#lib/contract/events.ts";
import { remember } from "../remember";

type Event = keyof ServerToClientEvents;
type BodyOf<E extends Event> = Parameters<ServerToClientEvents[E]>[0];
type Emission = { [E in Event]: { event: E; body: BodyOf<E> } }[Event];

/**
 * What may go to the class: to classmates who read a thread, and to everybody in the course. Only discussions/project.ts makes bodies of
 * this kind.
 */
declare const forClass: unique symbol;
export type ForClass<T> = T & { readonly [forClass]: true };
type ClassEmission =
  | { event: "thread:updated"; body: { thread: ForClass<ThreadShared> } }
  | { event: "thread:message"; body: { message: ForClass<Message>; version: number } }
  | { event: "thread:removed"; body: ThreadRemoved }
  | { event: "thread:head"; body: ThreadHead }
  | { event: "thread:typing"; body: ForClass<ThreadTyping> };
type CourseEmission =
  | { event: "course:thread"; body: Omit<CourseThread, "thread"> & { thread: ForClass<ThreadShared> } }
  | { event: "course:thread_removed"; body: CourseThreadRemoved };

/** An event of something committed, and its recipients. Plain data, so that it may cross bundles and processes. */
export type OutboundEvent =
  | ({ to: "user"; userId: string } & Emission)
  /** The asker and the staff who read it. */
  | ({ to: "thread"; threadId: string } & Emission)
  /** Classmates who read it. Processes of the release before know no such room, so nothing of theirs gets there. */
  | ({ to: "class"; threadId: string } & ClassEmission)
  | ({ to: "course"; courseId: string } & CourseEmission)
  | ({ to: "all" } & Emission)
  /** A person takes part in these threads no more: their sockets leave the rooms. */
  | { to: "leaver"; userId: string; threadIds: string[]; courseIds?: string[] }
  | { to: "sessions"; sessionIds: string[] };

type Listener = (events: OutboundEvent[]) => void;

/** Carries events to other processes, where there are any (redis-bus.ts). */
export type BusTransport = {
  /** Does not wait and does not throw. */
  send(events: OutboundEvent[]): void;
  /** Resolves once this process receives what others publish to a room. While the transport is away it resolves after a short while. */
  ensureSubscribed(room: string): Promise<void>;
};

export type Bus = {
  /**
   * Publishes committed events. An event is a hint and the rows are the truth: a lost one costs time, never data. Sockets of this process
   * come first, whatever becomes of the way to other processes. Without a listener (tests, scripts) nothing happens. Never throws.
   */
  publish(events: OutboundEvent[]): void;
  /**
   * Publishes to other processes only. For what came from a socket, which must not receive it again: client-events.ts emits it to the
   * others here.
   */
  publishRemote(events: OutboundEvent[]): void;
  /** Emits what another process published to the sockets of this process. */
  dispatchLocal(events: OutboundEvent[]): void;
  /**
   * Waits until this process receives events of a room. Await it after a socket has joined and before reading the room's subject, so that
   * no event falls between.
   */
  ensureSubscribed(room: string): Promise<void>;
  /** Sets the function that receives events; null for none. */
  listen(listener: Listener | null): void;
  /** Sets the transport to other processes; null for none. */
  setTransport(transport: BusTransport | null): void;
};

/** Makes a bus without a listener. */
export function createBus(): Bus {
  let listener: Listener | null = null;
  let transport: BusTransport | null = null;
  const bus: Bus = {
    publish(events) {
      if (events.length === 0) return;
      bus.dispatchLocal(events);
      bus.publishRemote(events);
    },
    publishRemote: (events) => transport?.send(events),
    dispatchLocal: (events) => listener?.(events),
    ensureSubscribed: async (room) => transport?.ensureSubscribed(room),
    listen(to) {
      listener = to;
    },
    setTransport(to) {
      transport = to;
    },
  };
  return bus;
}

/** The process's bus. server.ts gives it to the sockets, and every commit publishes on it. */
export const bus = remember("bus", createBus);

/**
 * Publishes on the process's bus. Called by `commit` with its unit's events, and by the few files that write without a transaction
 * (architecture.test.ts names them).
 */
export const publish = (events: OutboundEvent[]): void => bus.publish(events);
