import { setTimeout as sleep } from "node:timers/promises";
import { limits } from "#lib/contract/limits.ts";
import { rooms } from "#lib/contract/rooms.ts";
import { withQueryTimeout } from "../db/client";
import { read, sql } from "../db/sql";
import type { OutboundEvent } from "../events/bus";
import { every } from "../every";
import { log } from "../log";
import { metrics } from "../metrics";

/** As in reconcile.ts, in ms. */
const checkMs = limits.reconcileEvery - 5000;
const graceMs = 250;
const failure = "the versions of threads could not be compared with what was told";

/**
 * The version of each thread that somebody reads here, as far as this process has told it. A later version implies the earlier ones: who
 * hears 7 after 5 fetches the thread again.
 */
export type ToldVersions = {
  /**
   * Adds a thread with its first reader, who has this version. Later readers change nothing, because those before them may have missed what
   * the later ones have fetched.
   */
  track(threadId: string, version: number): void;
  /** Notes what an event told. */
  mark(outbound: OutboundEvent): void;
  /** Forgets the thread of this room once nobody reads it here. `isOccupied` says whether somebody is in a room. */
  leave(room: string, isOccupied: (room: string) => boolean): void;
  of(threadId: string): number | undefined;
  threadIds(): string[];
};

export function createToldVersions(): ToldVersions {
  const told = new Map<string, number>();
  const raise = (threadId: string, version: number) => {
    const known = told.get(threadId);
    if (known !== undefined && version > known) told.set(threadId, version);
  };
  return {
    track: (threadId, version) => void (told.has(threadId) || told.set(threadId, version)),
    mark(outbound) {
      if (!("event" in outbound)) return;
      if (outbound.event === "thread:message") raise(outbound.body.message.thread_id, outbound.body.version);
      else if (outbound.event === "thread:updated") raise(outbound.body.thread.id, outbound.body.thread.version);
      else if (outbound.event === "thread:removed" || outbound.event === "thread:head")
        raise(outbound.body.threadId, outbound.body.version);
    },
    leave(room, isOccupied) {
      const prefix = [rooms.thread(""), rooms.class("")].find((one) => room.startsWith(one));
      if (prefix === undefined) return;
      const threadId = room.slice(prefix.length);
      if (![rooms.thread(threadId), rooms.class(threadId)].some((one) => one !== room && isOccupied(one))) told.delete(threadId);
    },
    of: (threadId) => told.get(threadId),
    threadIds: () => [...told.keys()],
  };
}

/**
 * Finds what readers of a thread were not told: its process died between commit and emit, or Redis was away. Inboxes have a net of their
 * own (reconcile.ts), but not every reader's inbox hears of a thread: the author's other devices, muted threads, classmates who do not
 * follow. One query per period compares the stored versions of the threads that somebody reads here with what was told. Readers of those
 * that are ahead get `thread:head`, by which a page fetches the thread again (decision 0047).
 */
export function createThreadReconciler(
  told: ToldVersions,
  emit: (events: OutboundEvent[]) => void,
): { /** Compares now. Never throws. */ look(): Promise<void>; stop(): void } {
  const behind = async () => {
    const ids = told.threadIds();
    if (ids.length === 0) return [];
    const stored = await withQueryTimeout(() =>
      read<{ id: string; version: number }>(sql`
        SELECT t.id, t.version FROM unnest((SELECT ${ids}::uuid[])) AS here(id) JOIN threads t ON t.id = here.id`),
    );
    return stored.filter(isBehind);
  };
  const isBehind = ({ id, version }: { id: string; version: number }) => (told.of(id) ?? version) < version;

  const look = async () => {
    try {
      const first = await behind();
      // An event may still be on its way.
      if (first.length > 0) await sleep(graceMs, undefined, { ref: false });
      const missed = first.filter(isBehind);
      if (missed.length === 0) return;
      log.warn({ threads: missed.length }, "telling readers where their threads are, because events were stored and not emitted");
      metrics().replayedTotal.inc(missed.length);
      const both = ["thread", "class"] as const;
      emit(
        missed.flatMap(({ id: threadId, version }) =>
          both.map((to) => ({ to, threadId, event: "thread:head" as const, body: { threadId, version } })),
        ),
      );
    } catch (error) {
      // The database is away. The next look finds the same threads.
      log.warn({ err: error }, failure);
    }
  };

  // Spread, so that processes that started together do not query together.
  return { look, stop: every(checkMs - 1000 * Math.random(), look, failure) };
}
