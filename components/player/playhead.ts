import { useSyncExternalStore } from "react";

/** The second that is on screen, for the parts of a page that follow it. The rest is not rendered anew with each second. */
export type Playhead = {
  /** Null while nothing can be played. */
  seconds: () => number | null;
  move: (seconds: number) => void;
  subscribe: (listener: () => void) => () => void;
};

export function createPlayhead(start: number | null): Playhead {
  const listeners = new Set<() => void>();
  let now = start;
  return {
    seconds: () => now,
    move(seconds) {
      if (seconds === now) return;
      now = seconds;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What `select` makes of the second on screen. Renders anew when that changes, so it must be a plain value. */
export function usePlayhead<Value extends string | number | null>(playhead: Playhead, select: (seconds: number | null) => Value): Value {
  const read = () => select(playhead.seconds());
  return useSyncExternalStore(playhead.subscribe, read, read);
}
