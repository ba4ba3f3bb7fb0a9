/** By how much the server's clock is ahead of this device's, in ms; 0 until an answer has told. */
let offset = 0;
const listeners = new Set<() => void>();

/** `Date` tells whole seconds, and an answer takes its time: less than this is no difference. */
const tolerance = 3000;

/** Takes in when an answer was made: its header `Date`, and when it was asked for and came, by this device's clock. */
export function noteServerDate(date: string | null, askedAt: number, cameAt: number): void {
  const told = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(told) || cameAt - askedAt > 2 * tolerance || cameAt < askedAt) return;
  // In the middle of its second, and of the way.
  const measured = told + 500 - (askedAt + cameAt) / 2;
  if (Math.abs(measured - offset) < tolerance) return;
  offset = Math.abs(measured) < tolerance ? 0 : measured;
  for (const listener of listeners) listener();
}

/** The time by the server's clock, in ms: what the server wrote is as old as it says, however wrong this device's clock is. */
export const serverNow = (): number => Date.now() + offset;

/** Calls `listener` when the server's clock turns out to be another one. Returns how to stop. */
export function onServerTime(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
