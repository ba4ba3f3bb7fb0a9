import { sendWithCommit, type Tx, transaction } from "./db/transaction";
import { type OutboundEvent, publish } from "./events/bus";
import { enqueue, wakeJobs } from "./jobs/enqueue";
import type { JobData, JobKind } from "./jobs/queues";
import type { Precondition } from "./precondition";

/**
 * One run of a transaction, with the events and jobs that follow from its commit. Whatever writes and emits takes it as its first
 * parameter.
 */
export type Unit = {
  /** The transaction. Nothing is awaited inside but what uses it. */
  tx: Tx;
  /** Publishes events after the commit, in this order. They are dropped when the transaction runs again or fails. */
  emit(...events: OutboundEvent[]): void;
  /** The events of this run so far. */
  readonly emitted: readonly OutboundEvent[];
  /**
   * Adds a job within the transaction: it exists if and only if the rest does. Workers of this process are woken after the commit.
   * @param priority of the jobs that wait in a queue, the highest is done first
   */
  enqueue<Kind extends JobKind>(kind: Kind, data: JobData[Kind], priority?: number): Promise<void>;
  /**
   * Runs what writes last: COMMIT leaves together with the statements that `act` sends before it first waits, so that nobody waits for it
   * apart. Later statements are refused; events may still be emitted.
   */
  last<Result>(act: () => Promise<Result>): Promise<Result>;
};

/**
 * Runs `work` in one transaction. After the commit, publishes what was emitted and wakes workers for new jobs. Publishes nothing when
 * `work` fails. It may run up to three times (`transaction`), and only the last run counts. A precondition leaves with its first statement.
 * @throws what `work` or `precondition` throws; AppError unavailable when no transaction could begin within 15 s
 */
export async function commit<Result>(work: (unit: Unit) => Promise<Result>, precondition?: Precondition): Promise<Result> {
  const { result, publishEmitted } = await commitDeferred(work, precondition);
  publishEmitted();
  return result;
}

/** Does what `commit` does, but publishes when `publishEmitted` of its result is called. For work between the commit and its events. */
export async function commitDeferred<Result>(
  work: (unit: Unit) => Promise<Result>,
  precondition?: Precondition,
): Promise<{ result: Result; publishEmitted: () => void }> {
  const { result, emitted, isQueued } = await transaction(async (tx) => {
    const emitted: OutboundEvent[] = [];
    let isQueued = false;
    let isOver = false;
    const unit: Unit = {
      tx,
      emit(...events) {
        // Such an event would never be published.
        if (isOver) throw new Error("emitted to a unit of work that is over: await everything that takes the unit");
        emitted.push(...events);
      },
      emitted,
      async enqueue(kind, data, priority) {
        isQueued = true;
        await enqueue(tx, kind, data, priority);
      },
      last: (act) => sendWithCommit(tx, act),
    };
    const result = await work(unit);
    isOver = true;
    return { result, emitted, isQueued };
  }, precondition);
  return {
    result,
    publishEmitted() {
      publish(emitted);
      if (isQueued) wakeJobs();
    },
  };
}

/**
 * The same unit with a list of events of its own. For what is done before something else and published after it:
 * `unit.emit(...own.emitted)`.
 */
export function withOwnEvents(unit: Unit): Unit {
  const emitted: OutboundEvent[] = [];
  return { ...unit, emit: (...events) => void emitted.push(...events), emitted };
}
