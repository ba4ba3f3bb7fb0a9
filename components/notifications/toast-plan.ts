/** How many toasts within this time (ms) are shown one by one; more of them become one. */
const burstMax = 3;
const burstWindowMs = 2000;
/** How many stand one by one. They stay while another window has the focus, so that there might be hundreds. */
const toastsMax = 4;

/** What to do on screen: close the toasts of `close`; show `one` more; show the burst with this number, or close it at 0. */
export type ToastStep = { close: string[]; one?: string; burst?: number };

export type ToastPlan = {
  /** A notification arrived that needs a toast. `now` in ms. */
  add(id: string, now: number): ToastStep;
  /** These are read or removed. */
  settle(ids: string[]): ToastStep;
  /** A toast has left the screen: a single one or, without `id`, the burst. */
  closed(id?: string): void;
  /** The notifications on screen, single ones and those within the burst. */
  ids(): string[];
  /** Those of them that have a toast of their own. */
  alone(): string[];
};

/** Decides which toasts are on screen, so that many notifications at once do not bury the page. */
export function createToastPlan(): ToastPlan {
  const single = new Map<string, number>();
  const burst = new Set<string>();
  let times: number[] = [];

  return {
    add(id, now) {
      times = [...times.filter((time) => now - time < burstWindowMs), now];
      if (times.length <= burstMax && burst.size === 0 && single.size < toastsMax) {
        single.set(id, now);
        return { close: [], one: id };
      }
      const isFull = single.size >= toastsMax;
      const close = [...single].filter(([, at]) => isFull || now - at < burstWindowMs).map(([key]) => key);
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
