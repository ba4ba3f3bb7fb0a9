import { AppError } from "../errors";
import { createFairTurns } from "./fair-turns";

export type GateSize = {
  /** How many requests of one caller are worked on at the same time. */
  atOnce: number;
  /**
   * The same while their line is longer than twice that, which no browser's is. Because each request keeps the database and the processor
   * from others.
   */
  atOnceInLine: number;
  /** How many requests of one caller may wait for a place. */
  waiting: number;
};
type Waiting = { enter: (leave: Leave) => void };
type Caller = { working: number; line: Set<Waiting> };

/**
 * Leaves a place. Where others of the same caller wait, it stays empty for `restMs`, so that a long line leaves the processor to others.
 */
export type Leave = (restMs?: number) => void;

export type Gate = {
  /**
   * Takes a place for one request of the caller `key`, at once or after waiting in the caller's own line. `onGone` receives a function that
   * gives up, for a client that leaves meanwhile.
   * @returns how to leave the place; leaving twice is no error
   * @throws AppError too_many when the line is full, or after `waitMs`
   */
  enter(key: string, size: GateSize, onGone?: (giveUp: () => void) => void): Promise<Leave>;
  /** How many callers have a request here. */
  readonly callers: number;
};

const full = () => new AppError("too_many", "Too many requests at the same time: try again in 1 s", { retryAfter: 1 });

/**
 * Gives each caller places and a line of their own, so that a caller who sends many requests at once holds up only themselves. Each request
 * begins in a turn of the event loop of its own (fair-turns.ts).
 */
export function createGate(waitMs: number): Gate {
  const callers = new Map<string, Caller>();
  const turns = createFairTurns();

  const hasPlace = ({ working, line }: Caller, { atOnce, atOnceInLine }: GateSize) =>
    working < (line.size > 2 * atOnce ? atOnceInLine : atOnce);

  const free = (key: string, caller: Caller, size: GateSize) => {
    caller.working--;
    // Gives the place to the request that has waited longest. More than one place is free when the line has become short.
    for (const next of caller.line) {
      if (!hasPlace(caller, size)) break;
      caller.line.delete(next);
      caller.working++;
      next.enter(leaver(key, caller, size));
    }
    if (caller.working === 0) callers.delete(key);
  };

  const leaver = (key: string, caller: Caller, size: GateSize): Leave => {
    let isIn = true;
    return (restMs = 0) => {
      if (!isIn) return;
      isIn = false;
      if (restMs > 0 && caller.line.size > 0) setTimeout(free, restMs, key, caller, size);
      else free(key, caller, size);
    };
  };

  const wait = (caller: Caller, onGone?: (giveUp: () => void) => void) =>
    new Promise<Leave>((resolve, reject) => {
      const giveUp = () => {
        clearTimeout(timer);
        if (caller.line.delete(waiting)) reject(full());
      };
      const timer = setTimeout(giveUp, waitMs);
      const waiting: Waiting = {
        enter(leave) {
          clearTimeout(timer);
          resolve(leave);
        },
      };
      caller.line.add(waiting);
      onGone?.(giveUp);
    });

  return {
    async enter(key, size, onGone) {
      const caller = callers.get(key) ?? { working: 0, line: new Set() };
      callers.set(key, caller);
      if (caller.line.size === 0 && hasPlace(caller, size)) {
        caller.working++;
        await turns.take(key);
        return leaver(key, caller, size);
      }
      if (caller.line.size >= size.waiting) throw full();
      const leave = await wait(caller, onGone);
      await turns.take(key);
      return leave;
    },
    get callers() {
      return callers.size;
    },
  };
}
