import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { retryCeilingMs, retryDelay } from "#lib/client/backoff.ts";

/** A part of the app that does not come with the first load of a page. */
export type OnDemand<Part> = {
  /** Loads it, once; after a failure, anew. */
  load: () => Promise<Part>;
  /** The part, without waiting, as soon as it is there. Where this is used the part also loads by itself when the page is idle. */
  use: () => Part | null;
};

/** All such parts. */
const parts: OnDemand<unknown>[] = [];
/** What the components on screen may need next, in the order in which they came. */
const expected = new Set<() => Promise<unknown>>();

/** Says how to load a part: `onDemand(() => import("./window"))`. */
export function onDemand<Part>(fetchPart: () => Promise<Part>): OnDemand<Part> {
  let part: Part | null = null;
  let loading: Promise<Part> | null = null;
  const waiting = new Set<() => void>();
  const fetchOnce = async () => {
    try {
      part = await fetchPart();
    } catch (error) {
      loading = null;
      throw error;
    }
    expected.delete(load);
    for (const onLoad of waiting) onLoad();
    return part;
  };
  const load = () => {
    loading ??= fetchOnce();
    return loading;
  };
  const subscribe = (onLoad: () => void) => {
    waiting.add(onLoad);
    if (part === null) expect(load);
    return () => void waiting.delete(onLoad);
  };
  const made = {
    load,
    use: () =>
      useSyncExternalStore(
        subscribe,
        () => part,
        () => null,
      ),
  };
  parts.push(made);
  return made;
}

/** The part once it is there. Opening loads it at once; `onFailed` is called when that failed. */
export function useOpened<Part>(part: OnDemand<Part>, open: boolean, onFailed: () => void): Part | null {
  const loaded = part.use();
  const failed = useEffectEvent(onFailed);
  const missing = open && loaded === null;
  useEffect(() => {
    if (!missing) return;
    let wanted = true;
    part.load().catch(() => wanted && failed());
    return () => {
      wanted = false;
    };
  }, [part, missing]);
  return loaded;
}

/** Loads a part that the page can't do without, trying until it is there, and calls `onLoad` with it. Returns how to stop. */
export function loadWithRetries<Part>(part: OnDemand<Part>, onLoad?: (part: Part) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const attempt = async (tries: number) => {
    const loaded = await part.load().catch(() => null);
    if (stopped) return;
    if (loaded === null) timer = setTimeout(attempt, retryDelay(tries, retryCeilingMs), tries + 1);
    else onLoad?.(loaded);
  };
  // In a task of its own, because what asks for it is mostly the start of a page.
  timer = setTimeout(attempt, 0, 0);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Loads all parts of the modules that were imported. */
export async function loadAll(): Promise<void> {
  // One part may bring others, which are appended meanwhile.
  for (const part of parts) await part.load();
}

let begun = false;
let running = false;
let failures = 0;
let again: ReturnType<typeof setTimeout> | undefined;

function expect(load: () => Promise<unknown>): void {
  expected.add(load);
  if (begun) void loadExpected();
}

/** One after the other, each in a pause of the page. What fails is tried again. */
async function loadExpected(): Promise<void> {
  if (running) return;
  running = true;
  clearTimeout(again);
  for (const load of expected) {
    await idle();
    await load().catch(() => undefined);
  }
  running = false;
  failures = expected.size > 0 ? failures + 1 : 0;
  if (begun && failures > 0) again = setTimeout(loadExpected, retryDelay(failures, retryCeilingMs));
}

/** Waits for a pause of the page. Safari has no `requestIdleCallback`. */
export const idle = () =>
  new Promise<void>((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => done(), { timeout: 1000 });
    else setTimeout(done, 50);
  });

/**
 * From now on what is on screen loads its parts while the page is idle, so that they open at once, and without a network. Returns how to
 * stop.
 */
export function loadWhenIdle(): () => void {
  begun = true;
  const go = () => void loadExpected();
  go();
  window.addEventListener("online", go);
  return () => {
    begun = false;
    clearTimeout(again);
    window.removeEventListener("online", go);
  };
}
