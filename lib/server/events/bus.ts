import type { ServerToClientEvents } from "#lib/contract/events";
import { remember } from "../remember";

type Event = keyof ServerToClientEvents;
type BodyOf<E extends Event> = Parameters<ServerToClientEvents[E]>[0];
type Emission = { [E in Event]: { event: E; body: BodyOf<E> } }[Event];

/** Something that happened and is committed: who hears of it, and what. Plain data, so that it may cross bundles and processes. */
export type OutboundEvent =
  | ({ to: "user"; userId: string } & Emission)
  | ({ to: "thread"; threadId: string } & Emission)
  | ({ to: "all" } & Emission)
  /** Someone takes part in these threads no more: their sockets leave the rooms. */
  | { to: "leaver"; userId: string; threadIds: string[] }
  | { to: "sessions"; sessionIds: string[] };

type Listener = (facts: OutboundEvent[]) => void;
/** What carries facts to other processes, where there are any (redis-bus.ts). */
export type BusTransport = {
  /** Does not wait and does not throw. */
  send(facts: OutboundEvent[]): void;
  /** Resolves once what other processes publish to a room is heard here, or, without a carrier that works, after a short while. */
  ensureSubscribed(room: string): Promise<void>;
};
const slot = remember("bus", (): { listener: Listener | null; carrier: BusTransport | null } => ({ listener: null, carrier: null }));

/**
 * For `commit`, with what its unit emitted, and for the few who write without a transaction (architecture.test.ts names them). The rows are
 * the truth and this is the hint: a lost one costs latency, never data. The people here hear of it first, whatever becomes of the way to
 * other processes. Without a listener (tests, scripts) nothing happens. Never throws.
 */
export function publish(facts: OutboundEvent[]): void {
  if (facts.length === 0) return;
  dispatchLocal(facts);
  publishRemote(facts);
}

/** To the other processes alone: what came from a socket, which must not hear it again, is emitted here by who knows the socket. */
export function publishRemote(facts: OutboundEvent[]): void {
  slot.carrier?.send(facts);
}

/** To the people here alone: what another process published. */
export function dispatchLocal(facts: OutboundEvent[]): void {
  slot.listener?.(facts);
}

/** Await it after a socket has joined a room and before reading what the room's facts are about: then nothing falls between. */
export async function ensureSubscribed(room: string): Promise<void> {
  await slot.carrier?.ensureSubscribed(room);
}

/** Makes `listener` the one that hears; null for none. */
export function listen(listener: Listener | null): void {
  slot.listener = listener;
}

/** Makes `carrier` the way to other processes; null for none. */
export function setTransport(carrier: BusTransport | null): void {
  slot.carrier = carrier;
}
