import type { ServerToClientEvents } from "#lib/contract/events";
import { remember } from "../remember";

type Event = keyof ServerToClientEvents;
type BodyOf<E extends Event> = Parameters<ServerToClientEvents[E]>[0];
type Emission = { [E in Event]: { event: E; body: BodyOf<E> } }[Event];

/** An event of something committed, and its recipients. Plain data, so that it may cross bundles and processes. */
export type OutboundEvent =
  | ({ to: "user"; userId: string } & Emission)
  | ({ to: "thread"; threadId: string } & Emission)
  | ({ to: "all" } & Emission)
  /** A person takes part in these threads no more: their sockets leave the rooms. */
  | { to: "leaver"; userId: string; threadIds: string[] }
  | { to: "sessions"; sessionIds: string[] };

type Listener = (facts: OutboundEvent[]) => void;
/** Carries events to other processes, where there are any (redis-bus.ts). */
export type BusTransport = {
  /** Does not wait and does not throw. */
  send(facts: OutboundEvent[]): void;
  /** Resolves once this process receives what others publish to a room. Without a working carrier it resolves after a short while. */
  ensureSubscribed(room: string): Promise<void>;
};
const slot = remember("bus", (): { listener: Listener | null; carrier: BusTransport | null } => ({ listener: null, carrier: null }));

/**
 * Publishes committed events. Called by `commit` with its unit's events, and by the few files that write without a transaction
 * (architecture.test.ts names them). An event is a hint and the rows are the truth: a lost event costs time, never data. Sockets of this
 * process come first, whatever becomes of the way to other processes. Without a listener (tests, scripts) nothing happens. Never throws.
 */
export function publish(facts: OutboundEvent[]): void {
  if (facts.length === 0) return;
  dispatchLocal(facts);
  publishRemote(facts);
}

/**
 * Publishes to other processes only. For what came from a socket, which must not receive it again: client-events.ts emits it to the others
 * here.
 */
export function publishRemote(facts: OutboundEvent[]): void {
  slot.carrier?.send(facts);
}

/** Emits what another process published to the sockets of this process. */
export function dispatchLocal(facts: OutboundEvent[]): void {
  slot.listener?.(facts);
}

/**
 * Waits until this process receives events of a room. Await it after a socket has joined and before reading the room's subject, so that no
 * event falls between.
 */
export async function ensureSubscribed(room: string): Promise<void> {
  await slot.carrier?.ensureSubscribed(room);
}

/** Sets the function that receives events; null for none. */
export function listen(listener: Listener | null): void {
  slot.listener = listener;
}

/** Sets the carrier to other processes; null for none. */
export function setTransport(carrier: BusTransport | null): void {
  slot.carrier = carrier;
}
