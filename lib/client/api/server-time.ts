/** How far the server's clock is ahead of this device's, in ms; 0 until the first answer. */
let offset = 0;
const listeners = new Set<() => void>();

/** The smallest difference that counts, in ms. Because `Date` has whole seconds, and an answer takes its time. */
const toleranceMs = 3000;

/** Measures the difference by an answer: its header `Date`, and the times of request and answer by this device's clock. */
export function noteServerDate(date: string | null, askedAt: number, cameAt: number): void {
  const serverDate = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(serverDate) || cameAt - askedAt > 2 * toleranceMs || cameAt < askedAt) return;
  // The middle of that second, and the middle of the way.
  const measured = serverDate + 500 - (askedAt + cameAt) / 2;
  if (Math.abs(measured - offset) < toleranceMs) return;
  offset = Math.abs(measured) < toleranceMs ? 0 : measured;
  for (const listener of listeners) listener();
}

/** The time by the server's clock, in ms. Ages by it are right however wrong this device's clock is. */
export const serverNow = (): number => Date.now() + offset;

/** Calls `listener` when the difference to the server's clock changes. @returns how to stop */
export function onServerTime(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
