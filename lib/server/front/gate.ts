import { AppError } from "../errors";

type GateSize = {
  /** Requests of one caller that are worked on at the same time. */
  atOnce: number;
  /** Requests of one caller that wait for a place. */
  waiting: number;
};
type Waiting = { enter: (leave: () => void) => void };
type Caller = { working: number; line: Set<Waiting> };

export type Gate = {
  /**
   * A place for one request of the caller called `key`: at once, or after waiting in the caller's own line. @returns how to leave it; leaving
   * twice is no error. `gone` is told how to give up, for a client that goes away meanwhile.
   * @throws AppError too_many when the line is full, or after `waitMs`
   */
  enter(key: string, size: GateSize, gone?: (giveUp: () => void) => void): Promise<() => void>;
  /** How many callers have a request here. */
  readonly callers: number;
};

const full = () => new AppError("too_many", "Too many requests at the same time: try again in 1 s", { retryAfter: 1 });

/** Each caller has places and a line of their own, so that who sends many requests at once waits for themselves, and others do not. */
export function createGate(waitMs: number): Gate {
  const callers = new Map<string, Caller>();

  const leaver = (key: string, caller: Caller) => {
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const [next] = caller.line;
      if (next) {
        // The place goes over to the one who has waited longest, after whatever else has come in meanwhile: a long line whose requests are
        // answered at once would otherwise keep the process to itself.
        caller.line.delete(next);
        setImmediate(() => next.enter(leaver(key, caller)));
      } else if (--caller.working === 0) callers.delete(key);
    };
  };

  const wait = (caller: Caller, gone?: (giveUp: () => void) => void) =>
    new Promise<() => void>((resolve, reject) => {
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
    async enter(key, { atOnce, waiting }, gone) {
      const caller = callers.get(key) ?? { working: 0, line: new Set() };
      callers.set(key, caller);
      if (caller.working < atOnce) {
        caller.working++;
        return leaver(key, caller);
      }
      if (caller.line.size >= waiting) throw full();
      return wait(caller, gone);
    },
    get callers() {
      return callers.size;
    },
  };
}
