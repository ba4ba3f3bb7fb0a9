/** How long to wait: before another try, and so that not all ask at once. In ms. */

/** From 1 to 5 s, spread, so that a restarted server is not met by everyone at once. */
export const backoff = { minDelayMs: 1000, maxDelayMs: 5000, jitterShare: 0.5 };

/** How long a request that failed waits at most before it is made again, roughly: `most` for whatever is no socket. */
export const retryCeilingMs = 30_000;

/** How long to wait before try `attempt` (from 0): ever longer, up to about `most`. */
export function retryDelay(attempt: number, most: number = backoff.maxDelayMs): number {
  const delay = Math.min(most, backoff.minDelayMs * 2 ** attempt);
  return delay * (1 - backoff.jitterShare + Math.random() * 2 * backoff.jitterShare);
}

/** What a whole course hears in the same moment is asked for within about so long, not by all at once. */
const spreadMs = 1500;

/** How long to wait before asking for what a course's change may have changed. */
export const jitteredDelay = (): number => 250 + Math.random() * spreadMs;
