import { AppError } from "../errors";
import { createFairTurns } from "./fair-turns";

export type GateSize = {
  /** Requests of one caller that are worked on at the same time. */
  atOnce: number;
  /** The same while their line is longer than twice that: no browser's is, and what is worked on for one keeps the database and the processor from others. */
  atOnceInLine: number;
  /** Requests of one caller that wait for a place. */
  waiting: number;
};
type Waiting = { enter: (leave: Leave) => void };
type Caller = { working: number; line: Set<Waiting> };

/** Where others of the same caller wait, the place stays empty for `restMs`, so that a long line leaves the processor to others as well. */
export type Leave = (restMs?: number) => void;

export type Gate = {
  /**
   * A place for one request of the caller called `key`: at once, or after waiting in the caller's own line. @returns how to leave it; leaving
   * twice is no error. `gone` is told how to give up, for a client that goes away meanwhile.
   * @throws AppError too_many when the line is full, or after `waitMs`
   */
  enter(key: string, size: GateSize, gone?: (giveUp: () => void) => void): Promise<Leave>;
  /** How many callers have a request here. */
  readonly callers: number;
};

const full = () => new AppError("too_many", "Too many requests at the same time: try again in 1 s", { retryAfter: 1 });

/**
 * Each caller has places and a line of their own, so that who sends many requests at once waits for themselves, and others do not. Whoever has a place
 * begins in a turn of the event loop of their own (fair-turns.ts).
 */
export function createGate(waitMs: number): Gate {
  const callers = new Map<string, Caller>();
  const turns = createFairTurns();

  const hasPlace = ({ working, line }: Caller, { atOnce, atOnceInLine }: GateSize) =>
    working < (line.size > 2 * atOnce ? atOnceInLine : atOnce);

  const free = (key: string, caller: Caller, size: GateSize) => {
    caller.working--;
    // The place goes over to the one who has waited longest; more than one is free when the line has become short.
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

  const wait = (caller: Caller, gone?: (giveUp: () => void) => void) =>
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
      gone?.(giveUp);
    });

  return {
    async enter(key, size, gone) {
      const caller = callers.get(key) ?? { working: 0, line: new Set() };
      callers.set(key, caller);
      if (caller.line.size === 0 && hasPlace(caller, size)) {
        caller.working++;
        await turns.take(key);
        return leaver(key, caller, size);
      }
      if (caller.line.size >= size.waiting) throw full();
      const leave = await wait(caller, gone);
      await turns.take(key);
      return leave;
    },
    get callers() {
      return callers.size;
    },
  };
}
