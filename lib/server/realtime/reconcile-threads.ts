import { setTimeout as sleep } from "node:timers/promises";
import { rooms } from "#lib/contract/rooms.ts";
import { withQueryTimeout } from "../db/client";
import { read, sql } from "../db/sql";
import type { OutboundEvent } from "../events/bus";
import { every } from "../every";
import { log } from "../log";
import { metrics } from "../metrics";
import { checkMs, graceMs } from "./reconcile";

const failure = "the versions of threads could not be compared with what was told";

const prefixes = { thread: rooms.thread(""), class: rooms.class("") } as const;
type Readers = keyof typeof prefixes;

/** The thread of a room of readers, and which readers they are; undefined for any other room. */
function parseRoom(room: string): { to: Readers; threadId: string } | undefined {
  const to = (Object.keys(prefixes) as Readers[]).find((one) => room.startsWith(prefixes[one]));
  return to && { to, threadId: room.slice(prefixes[to].length) };
}

/**
 * The version of each thread that somebody reads here, by room, as far as this process has told it. A later version implies the earlier
 * ones: who hears 7 after 5 fetches the thread again.
 */
export type SentVersions = {
  /**
   * Adds a room with its first reader, who has this version. Later readers change nothing, because those before them may have missed what
   * the later ones have fetched.
   */
  track(room: string, version: number): void;
  /** Notes what an event told a room. */
  mark(room: string, outbound: OutboundEvent): void;
  /** Forgets a room that nobody is in any more. */
  forget(room: string): void;
  /** The version up to which a room was told; undefined for one that nobody is in. */
  of(room: string): number | undefined;
  /** Above every version that somebody in the room has. */
  beyond(room: string): number;
  rooms(): string[];
};

export function createSentVersions(): SentVersions {
  const versions = new Map<string, { sent: number; highest: number }>();
  const versionIn = (outbound: OutboundEvent): number | undefined => {
    if (!("event" in outbound)) return undefined;
    const { event, body } = outbound;
    if (event === "thread:message" || event === "thread:removed" || event === "thread:head") return body.version;
    return event === "thread:updated" ? body.thread.version : undefined;
  };
  return {
    track(room, version) {
      const known = versions.get(room);
      if (known) known.highest = Math.max(known.highest, version);
      else versions.set(room, { sent: version, highest: version });
    },
    mark(room, outbound) {
      const [known, version] = [versions.get(room), versionIn(outbound)];
      if (!known || version === undefined) return;
      known.sent = Math.max(known.sent, version);
      known.highest = Math.max(known.highest, version);
    },
    forget: (room) => void versions.delete(room),
    of: (room) => versions.get(room)?.sent,
    beyond: (room) => (versions.get(room)?.highest ?? 0) + 1,
    rooms: () => [...versions.keys()],
  };
}

/**
 * Finds what readers of a thread were not told: its process died between commit and emit, or Redis was away. Inboxes have a net of their
 * own (reconcile.ts), but not every reader's inbox hears of a thread: the author's other devices, muted threads, classmates who do not
 * follow. One query per period compares the stored versions of the threads that somebody reads here with what was told. Readers of those
 * that are ahead get `thread:head`, by which a page fetches the thread again (decision 0047).
 */
export function createThreadReconciler(
  sent: SentVersions,
  emit: (events: OutboundEvent[]) => void,
): { /** Compares now. Never throws. */ look(): Promise<void>; stop(): void } {
  type Behind = { room: string; to: Readers; threadId: string; version: number };
  const isBehind = ({ room, version }: Behind) => (sent.of(room) ?? version) < version;
  const behind = async (): Promise<Behind[]> => {
    const here = sent.rooms().flatMap((room) => {
      const parsed = parseRoom(room);
      return parsed ? [{ room, ...parsed }] : [];
    });
    if (here.length === 0) return [];
    const ids = [...new Set(here.map(({ threadId }) => threadId))];
    const stored = await withQueryTimeout(() =>
      read<{ id: string; version: number }>(sql`
        SELECT t.id, t.version FROM unnest((SELECT ${ids}::uuid[])) AS here(id) JOIN threads t ON t.id = here.id`),
    );
    const versions = new Map(stored.map(({ id, version }) => [id, version]));
    return here.map((one) => ({ ...one, version: versions.get(one.threadId) ?? 0 })).filter(isBehind);
  };

  const look = async () => {
    try {
      const first = await behind();
      // An event may still be on its way.
      if (first.length > 0) await sleep(graceMs, undefined, { ref: false });
      const missed = first.filter(isBehind);
      if (missed.length === 0) return;
      log.warn({ rooms: missed.length }, "telling readers where their threads are, because events were stored and not emitted");
      metrics().replayedTotal.inc(missed.length);
      emit(missed.map(({ to, threadId, version }) => ({ to, threadId, event: "thread:head", body: { threadId, version } })));
    } catch (error) {
      // The database is away. The next look finds the same threads.
      log.warn({ err: error }, failure);
    }
  };

  // Spread, so that processes that started together do not query together.
  return { look, stop: every(checkMs - 1000 * Math.random(), look, failure) };
}
