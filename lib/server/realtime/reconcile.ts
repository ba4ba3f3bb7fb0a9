import { setTimeout as sleep } from "node:timers/promises";
import { limits } from "#lib/contract/limits.ts";
import { coalesce } from "../coalesce";
import { withQueryTimeout } from "../db/client";
import { read, sql } from "../db/sql";
import type { OutboundEvent } from "../events/bus";
import { every } from "../every";
import { log } from "../log";
import { metrics } from "../metrics";
import { syncInbox } from "../notifications/sync-inbox";
import type { DeliveryCursors } from "./delivery-cursors";
import { type Replayed, replayOf } from "./replay";

/**
 * How often what was emitted is compared with what is stored, in ms. With the time a look takes, it stays under what the contract promises.
 */
export const checkMs = limits.reconcileEvery - 5000;
/** How long a gap may last before it counts as a loss, in ms. Because emits may come in another order than commits. */
export const graceMs = 250;
/** How many users' inboxes are read at a time. What many users missed together, after a failure of Redis, must not hold up live traffic. */
const concurrencyMax = 4;
const failure = "what was emitted could not be compared with what is stored";

export type Reconciler = {
  /** Compares now. */
  look(): Promise<void>;
  /** Passes what a user's inbox went through since `since` to `send`. @returns the `seq` it is at */
  replay(userId: string, since: number, send: (notifications: Replayed[]) => void): Promise<number>;
  stop(): void;
};

/**
 * Delivers what was lost between commit and emit, also to clients that never sync: the process died in between, or Redis was away. One
 * query per period compares the stored `seq` of all connected users with what was emitted to them. Their array is in a sub-select, because
 * PostgreSQL would read the whole table for one of thousands. Missing events go out by `emit`, as they would have.
 */
export function createReconciler(emitted: DeliveryCursors, emit: (events: OutboundEvent[]) => void): Reconciler {
  const replay: Reconciler["replay"] = async (userId, since, send) => {
    const answer = await syncInbox(userId, { since });
    send(replayOf(answer));
    return answer.seq;
  };

  // Once more if asked meanwhile: what was missed after the question went out is found by the next.
  const look = coalesce(async () => {
    const users = emitted.users();
    if (users.length === 0) return;
    try {
      const behind = (
        await withQueryTimeout(() =>
          read<{ user_id: string; seq: string }>(sql`
            SELECT i.user_id, i.seq FROM unnest((SELECT ${users}::uuid[])) AS here(id) JOIN inbox i ON i.user_id = here.id`),
        )
      )
        .map(({ user_id, seq }) => ({ userId: user_id, seq: Number(seq) }))
        .filter(({ userId, seq }) => isBehind(emitted, userId, seq));
      if (behind.length === 0) return;
      await sleep(graceMs, undefined, { ref: false });
      const missed = behind.filter(({ userId, seq }) => isBehind(emitted, userId, seq));
      if (missed.length > 0) log.warn({ users: missed.length }, "replaying events that were stored and not emitted");
      const queue = missed.values();
      const work = async () => {
        for (const { userId } of queue) {
          const since = emitted.contiguousSeq(userId);
          if (since === undefined) continue;
          const seq = await replay(userId, since, (notifications) => {
            metrics().replayedTotal.inc(notifications.length);
            emit(notifications.map((one) => ({ to: "user", userId, ...one })));
          });
          emitted.advanceTo(userId, seq);
        }
      };
      await Promise.all(Array.from({ length: concurrencyMax }, work));
    } catch (error) {
      // The database is away. The next look finds the same users.
      log.warn({ err: error }, failure);
    }
  });

  // Spread, so that processes that started together do not query together.
  return { look, replay, stop: every(checkMs - 1000 * Math.random(), look, failure) };
}

const isBehind = (emitted: DeliveryCursors, userId: string, seq: number) => (emitted.contiguousSeq(userId) ?? seq) < seq;
