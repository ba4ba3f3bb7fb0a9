import type { ServerToClientEvents } from "#lib/contract/events";
import { remember } from "../remember";

type Event = keyof ServerToClientEvents;
type BodyOf<E extends Event> = Parameters<ServerToClientEvents[E]>[0];
type Emission = { [E in Event]: { event: E; body: BodyOf<E> } }[Event];

/** Something that happened and is committed: who hears of it, and what. Plain data, so that it may cross bundles and processes. */
export type Fact =
  | ({ to: "user"; userId: string } & Emission)
  | ({ to: "thread"; threadId: string } & Emission)
  | { to: "sessions"; sessionIds: string[] };

type Listener = (facts: Fact[]) => void;
const slot = remember("bus", (): { listener: Listener | null } => ({ listener: null }));

/**
 * Call after the commit, with what the transaction returned. The rows are the truth and this is the hint: a lost one costs latency, never
 * data. Without a listener (tests, scripts) nothing happens. Never throws.
 */
export function publish(facts: Fact[]): void {
  if (facts.length > 0) slot.listener?.(facts);
}

/** Makes `listener` the one that hears; null for none. */
export function listen(listener: Listener | null): void {
  slot.listener = listener;
}
