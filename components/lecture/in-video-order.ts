import type { Thread } from "#lib/contract/discussions.ts";

type Placed = Pick<Thread, "id" | "video_timestamp_seconds">;

/**
 * Questions about a video in the order of the video, those about no moment last. `turnOf` says by which *Show more* each one came: later
 * ones are below, so that no row moves under the pointer.
 */
export const inVideoOrder = (threads: Thread[], turnOf: ReadonlyMap<string, number> = new Map()): Thread[] => {
  const turn = ({ id }: Thread) => turnOf.get(id) ?? 0;
  const place = (thread: Thread) => thread.video_timestamp_seconds ?? Number.POSITIVE_INFINITY;
  const byTime = (a: Thread, b: Thread) => (a.created_at < b.created_at ? -1 : 1);
  return [...threads].sort((a, b) => turn(a) - turn(b) || (place(a) === place(b) ? byTime(a, b) : place(a) - place(b)));
};

/** The question whose second was last passed at `now`, of several the first; null before all of them. */
export function lastPassed(threads: Placed[], now: number | null): string | null {
  let last: { id: string; at: number } | null = null;
  for (const { id, video_timestamp_seconds: at } of threads) {
    if (at !== null && now !== null && at <= now && (last === null || at > last.at)) last = { id, at };
  }
  return last?.id ?? null;
}
