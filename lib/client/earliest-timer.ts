export type EarliestTimer = {
  /** Has it done within so many ms. One that is due sooner serves as well. */
  schedule(ms: number): void;
  /** Forgets what is due. */
  cancel(): void;
};

/**
 * Does `act` once, at the soonest of the times by which it was asked for. A timer that each call sets anew would never end while calls come
 * closer together than it takes.
 */
export function earliestTimer(act: () => void): EarliestTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  return {
    schedule(ms) {
      const at = performance.now() + ms;
      if (timer !== undefined && due <= at) return;
      clearTimeout(timer);
      due = at;
      timer = setTimeout(() => {
        timer = undefined;
        act();
      }, ms);
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
