import { load, save } from "#lib/client/storage.ts";
import type { QueuePosition } from "#lib/client/thread/queue-fold.ts";

/** The question at which one left the queue, or to which one has gone on since, and the address of the queue. */
export type KeptPlace = QueuePosition & { address: string };

const name = "handraise:queue-row";
const isKept = (value: unknown): value is KeptPlace =>
  typeof value === "object" &&
  value !== null &&
  "address" in value &&
  typeof value.address === "string" &&
  "id" in value &&
  "at" in value &&
  Number.isInteger(value.at) &&
  "place" in value &&
  Number.isInteger(value.place);

/** Keeps the place for as long as the tab is away from the queue. */
export const keepPlace = (kept: KeptPlace): void => save(name, JSON.stringify(kept), "tab");

/** The place that is kept. */
export function keptPlace(): KeptPlace | null {
  try {
    const value: unknown = JSON.parse(load(name, "tab") ?? "null");
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
}

/** The place that was kept, once. */
export function takePlace(): KeptPlace | null {
  const kept = keptPlace();
  save(name, null, "tab");
  return kept;
}
