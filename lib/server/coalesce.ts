import { keyedQueue } from "./keyed-queue";

/**
 * Makes few runs of many calls: under one key one run at a time, and one more for all who call meanwhile, since what they call for may have
 * changed after the run looked. Calls of the same turn are one run. Resolves, or rejects, with the run that began after the call.
 */
export function coalesce<Key = void>(work: (key: Key) => Promise<void>): (key: Key) => Promise<void> {
  const inTurn = keyedQueue<Key>();
  const notBegun = new Map<Key, Promise<void>>();
  return (key) => {
    const waiting = notBegun.get(key);
    if (waiting) return waiting;
    const run = inTurn(key, () => {
      notBegun.delete(key);
      return work(key);
    });
    notBegun.set(key, run);
    return run;
  };
}
