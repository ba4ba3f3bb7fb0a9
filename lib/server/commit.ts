import { type Tx, transaction } from "./db/client";
import { type OutboundEvent, publish } from "./events/bus";
import { enqueue, wakeJobs } from "./jobs/enqueue";
import type { JobData, JobKind } from "./jobs/queues";

/** One run of a transaction, with what follows from its commit. What writes and tells takes it as its first parameter. */
export type Unit = {
  /** Inside nothing else is awaited, but what works by it. */
  tx: Tx;
  /** Is published after the commit, in this order; dropped when the transaction runs again or fails. */
  emit(...facts: OutboundEvent[]): void;
  /** What was emitted so far in this run. */
  readonly emitted: readonly OutboundEvent[];
  /**
   * Puts a job in line as part of the transaction: it is there if and only if the rest is. Workers of this process are woken after the commit.
   * @param priority of jobs that wait in a lane, the highest is done first
   */
  enqueue<Kind extends JobKind>(kind: Kind, data: JobData[Kind], priority?: number): Promise<void>;
};

/**
 * Runs `work` in one transaction; after its commit publishes what was emitted and wakes workers for what was put in line. Where `work` fails
 * nobody is told. It may run up to three times (`transaction`), and only the last run counts.
 * @throws what `work` throws; AppError unavailable when no transaction could begin within 15 s
 */
export async function commit<Result>(work: (unit: Unit) => Promise<Result>): Promise<Result> {
  const { result, tell } = await commitQuietly(work);
  tell();
  return result;
}

/** As `commit`, for who has something to do between the commit and its news: these wait until `threadNotifications` is called. */
export async function commitQuietly<Result>(work: (unit: Unit) => Promise<Result>): Promise<{ result: Result; tell: () => void }> {
  const { result, emitted, isQueued } = await transaction(async (tx) => {
    const emitted: OutboundEvent[] = [];
    let isQueued = false;
    let isOver = false;
    const unit: Unit = {
      tx,
      emit(...facts) {
        // Nobody would hear of it.
        if (isOver) throw new Error("emitted to a unit of work that is over: await everything that takes the unit");
        emitted.push(...facts);
      },
      emitted,
      async enqueue(kind, data, priority) {
        isQueued = true;
        await enqueue(tx, kind, data, priority);
      },
    };
    const result = await work(unit);
    isOver = true;
    return { result, emitted, isQueued };
  });
  return {
    result,
    tell() {
      publish(emitted);
      if (isQueued) wakeJobs();
    },
  };
}

/** The same unit with facts of its own, for what is done before something else and told after it: `unit.emit(...apart.emitted)`. */
export function apart(unit: Unit): Unit {
  const emitted: OutboundEvent[] = [];
  return { ...unit, emit: (...facts) => void emitted.push(...facts), emitted };
}
