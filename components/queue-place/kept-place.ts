import type { Stop } from "#lib/client/thread/queue-fold.ts";

/** The question at which one left the queue, or to which one has gone on since, and the address of the queue. */
export type Kept = Stop & { address: string };

const name = "handraise:queue-row";
const isKept = (value: unknown): value is Kept =>
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
export function keepPlace(kept: Kept): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // Full, or forbidden by the browser.
  }
}

/** The place that is kept. */
export function keptPlace(): Kept | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(name) ?? "null");
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
}

/** The place that was kept, once. */
export function takePlace(): Kept | null {
  const kept = keptPlace();
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Forbidden by the browser.
  }
  return kept;
}
