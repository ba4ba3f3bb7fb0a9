import type { EventEmitter } from "node:events";

type Line = Set<() => void>;

/**
 * For how many turns new work waits at most while connections come in. Because libuv accepts one connection per turn of the event loop, so
 * that three hundred connections, each followed by a piece of work, would hold up the next one by three hundred pieces of work.
 */
const acceptingTurnsMax = 16;
let accepted = 0;

/** Lets new work wait while `server`, a server of node:net or node:http, accepts connections. */
export function watchConnections(server: EventEmitter): void {
  server.on("connection", () => accepted++);
}

export type FairTurns = {
  /**
   * Waits for a turn of the event loop for `key`. Does not wait when the present turn is free. Otherwise waits until every other waiting
   * key had one turn for each earlier one of this key.
   * @returns undefined when it may go on at once, so that the usual path costs no pause
   */
  take(key: string): Promise<void> | undefined;
  /** How many wait under `key`. */
  waitingFor(key: string): number;
};

/**
 * Begins one piece of new work in each turn of the event loop. The others wait by key, and keys take turns. However many come at once, a
 * turn takes as long as one of them, and work under way goes on in between. Connections that come in go first, sixteen for each piece of
 * work.
 */
export function createFairTurns(): FairTurns {
  /** The waiting work by key, in the order of their turns. */
  const lines = new Map<string, Line>();
  let isTaken = false;
  let acceptedBefore = accepted;
  let acceptingTurns = 0;

  const next = () => {
    const isAccepting = accepted !== acceptedBefore;
    acceptedBefore = accepted;
    acceptingTurns = isAccepting && acceptingTurns < acceptingTurnsMax ? acceptingTurns + 1 : 0;
    if (acceptingTurns > 0) {
      setImmediate(next);
      return;
    }
    const [first] = lines;
    if (!first) {
      isTaken = false;
      return;
    }
    const [key, line] = first;
    const [begin] = line;
    lines.delete(key);
    if (begin) line.delete(begin);
    if (line.size > 0) lines.set(key, line);
    setImmediate(next);
    begin?.();
  };

  return {
    take(key) {
      if (!isTaken) {
        isTaken = true;
        setImmediate(next);
        return undefined;
      }
      return new Promise((resolve) => {
        const line = lines.get(key) ?? new Set();
        lines.set(key, line);
        line.add(resolve);
      });
    },
    waitingFor: (key) => lines.get(key)?.size ?? 0,
  };
}
