/** So many toasts within this time (ms) are shown one by one; more of them become one. */
const most = 3;
const within = 2000;

/** What to do on screen: the toasts of `close` go; `one` more is shown; the burst is shown with this number, or goes at 0. */
export type ToastStep = { close: string[]; one?: string; burst?: number };

export type ToastPlan = {
  /** A notification arrived that is to be toasted. `now` in ms. */
  add(id: string, now: number): ToastStep;
  /** These are read or removed. */
  settle(ids: string[]): ToastStep;
  /** A toast is off the screen: a single one, or without `id` the burst. */
  closed(id?: string): void;
  /** The notifications that are on screen, alone or within the burst. */
  ids(): string[];
  /** Those of them that are on screen alone. */
  alone(): string[];
};

/** Decides which toasts stand on screen, so that many notifications at once do not bury the page. */
export function createToastPlan(): ToastPlan {
  const single = new Map<string, number>();
  const burst = new Set<string>();
  let times: number[] = [];

  return {
    add(id, now) {
      times = [...times.filter((time) => now - time < within), now];
      if (times.length <= most && burst.size === 0) {
        single.set(id, now);
        return { close: [], one: id };
      }
      const close = [...single].filter(([, at]) => now - at < within).map(([key]) => key);
      for (const key of close) single.delete(key);
      for (const key of [...close, id]) burst.add(key);
      return { close, burst: burst.size };
    },
    settle(ids) {
      const close = ids.filter((id) => single.delete(id));
      const fewer = ids.filter((id) => burst.delete(id)).length > 0;
      return { close, ...(fewer && { burst: burst.size }) };
    },
    closed(id) {
      if (id === undefined) burst.clear();
      else single.delete(id);
    },
    ids: () => [...single.keys(), ...burst],
    alone: () => [...single.keys()],
  };
}
