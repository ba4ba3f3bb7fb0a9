type Id = string | number;

/** How long a toast is shown, in ms, without the time the clock is paused. */
export const toastMs = 8000;

/** Closes toasts when their time is over. While it is paused no time passes. */
export function createToastClock(close: (id: Id) => void) {
  /** What each one has left, in ms, when it was last begun. */
  const left = new Map<Id, number>();
  const running = new Map<Id, { since: number; timer: ReturnType<typeof setTimeout> }>();
  let isPaused = false;
  const run = (id: Id, ms: number) => {
    const end = () => {
      left.delete(id);
      running.delete(id);
      close(id);
    };
    running.set(id, { since: Date.now(), timer: setTimeout(end, ms) });
  };
  const halt = (id: Id) => {
    const now = running.get(id);
    clearTimeout(now?.timer);
    running.delete(id);
    return now ? Date.now() - now.since : 0;
  };
  const forget = (id: Id) => {
    halt(id);
    left.delete(id);
  };
  return {
    forget,
    /** A toast begins, or begins again, because it has changed. */
    begin(id: Id, ms: number): void {
      forget(id);
      if (ms === Number.POSITIVE_INFINITY) return;
      left.set(id, ms);
      if (!isPaused) run(id, ms);
    },
    setPaused(now: boolean): void {
      if (now === isPaused) return;
      isPaused = now;
      for (const [id, ms] of left) {
        if (isPaused) left.set(id, Math.max(0, ms - halt(id)));
        else run(id, ms);
      }
    },
  };
}

export type ToastClock = ReturnType<typeof createToastClock>;
