import { setTimeout as sleep } from "node:timers/promises";
import { coalesce } from "../coalesce";
import { withQueryTimeout } from "../db/client";
import { read, sql } from "../db/sql";
import { changesSince } from "../discussions/sync-class";
import { emitLeftoverVotes } from "../discussions/votes";
import type { OutboundEvent } from "../events/bus";
import { every } from "../every";
import { log } from "../log";
import { metrics } from "../metrics";
import type { DeliveryCursors } from "./delivery-cursors";
import { checkMs, graceMs } from "./reconcile";

const failure = "the feeds of courses could not be compared with what was emitted";

/**
 * Does for the feeds of courses what reconcile.ts does for inboxes: one query per period compares the stored `seq` of the courses that
 * somebody listens to here with what was emitted. Missing threads go out as they are now. It also tells the votes that a process which
 * ended left untold.
 */
export function createFeedReconciler(
  feeds: DeliveryCursors,
  emit: (events: OutboundEvent[]) => void,
): { /** Compares now. Never throws. */ look(): Promise<void>; stop(): void } {
  const compare = async () => {
    await withQueryTimeout(emitLeftoverVotes);
    const courses = feeds.users();
    if (courses.length === 0) return;
    const stored = await withQueryTimeout(() =>
      read<{ course_id: string; seq: bigint }>(sql`
        SELECT f.course_id, f.seq FROM unnest((SELECT ${courses}::uuid[])) AS here(id) JOIN course_feeds f ON f.course_id = here.id`),
    );
    const isBehind = (row: { course_id: string; seq: bigint }) => (feeds.contiguousSeq(row.course_id) ?? Number(row.seq)) < Number(row.seq);
    const behind = stored.filter(isBehind);
    if (behind.length === 0) return;
    await sleep(graceMs, undefined, { ref: false });
    for (const { course_id: courseId } of behind.filter(isBehind)) await replay(courseId);
  };

  const replay = async (courseId: string) => {
    const since = feeds.contiguousSeq(courseId);
    if (since === undefined) return;
    const answer = await changesSince(courseId, since);
    const { seq, epoch } = answer;
    log.warn({ courseId, since, seq }, "replaying a course's feed that was stored and not emitted");
    if (answer.mode === "delta") {
      const { threads, removed } = answer;
      metrics().replayedTotal.inc(threads.length + removed.length);
      const at = { courseId, seq, epoch };
      emit(threads.map((thread) => ({ to: "course", courseId, event: "course:thread", body: { ...at, thread } })));
      emit(removed.map((threadId) => ({ to: "course", courseId, event: "course:thread_removed", body: { ...at, threadId } })));
    }
    feeds.advanceTo(courseId, seq);
  };

  // Not two at a time, which would replay the same. Once more if asked meanwhile: what was missed after the question went out is found.
  const look = coalesce(async () => {
    try {
      await compare();
    } catch (error) {
      // The database is away. The next look finds the same courses.
      log.warn({ err: error }, failure);
    }
  });

  // Spread, so that processes that started together do not query together.
  return { look, stop: every(checkMs - 1000 * Math.random(), look, failure) };
}
