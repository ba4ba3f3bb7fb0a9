import type { JobWithMetadata } from "pg-boss";
import { type Sql, sql, write } from "../db/sql";
import { every } from "../every";
import { log } from "../log";
import { boss } from "./boss";
import { workers } from "./enqueue";
import { type JobData, type JobKind, leaseSeconds, type QueueName, unendedLimit } from "./queues";

/** How often a process that is not woken looks for jobs of others, in ms. */
const pollMs = 2000;
const renewMs = (leaseSeconds * 1000) / 4;
/** How long to wait before noting the end of an attempt again, in ms. */
const progressMs = 500;

export type JobRun = {
  /** Aborted when the process ends, or when another one has taken the job over. Throw between two steps (`throwIfAborted`). */
  signal: AbortSignal;
  /** Whether this is the last attempt: if it fails, the job is given up. */
  isLast: boolean;
};
/** Does a job from wherever it stands: rows that exist already were made by a run that was cut off. Throws to be run again later. */
export type Handler<Kind extends JobKind> = (data: JobData[Kind], run: JobRun) => Promise<void>;
export type Handlers = { [Kind in JobKind]: Handler<Kind> };

/** What is left to do, by kind, when a job is given up because its attempts never ended. May run again. */
export type FailureHandlers = { [Kind in JobKind]?: (data: JobData[Kind]) => Promise<void> };

/** `unended`: the number of attempts that began and did not end, as `begin` notes. */
type Job = JobWithMetadata<{ kind: JobKind; data: never; unended?: number }>;

/**
 * Does the jobs of a queue until it is stopped, one after the other, the oldest first within a priority. Counts an attempt when it begins.
 * Gives up a job whose attempts ended the process instead of ending themselves (`unendedLimit`).
 */
export function runWorker(queue: QueueName, handlers: Handlers, failureHandlers: FailureHandlers = {}): { stop: () => Promise<void> } {
  let stopping = false;
  let awake = true;
  let rise: (() => void) | undefined;
  let current: AbortController | undefined;
  const wake = () => {
    awake = true;
    rise?.();
  };
  const sleep = () =>
    new Promise<void>((resolve) => {
      if (awake || stopping) return resolve();
      const timer = setTimeout(resolve, pollMs);
      rise = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (job: Job) => {
    const { kind, data, unended = 0 } = job.data;
    const isLast = job.retryCount >= job.retryLimit;
    if (unended >= unendedLimit(kind)) return await failForGood(queue, job, failureHandlers);
    if (!(await begin(queue, job))) return;
    const controller = new AbortController();
    current = controller;
    const stopRenewing = startLeaseRenewal(queue, job, controller);
    try {
      await handlers[kind](data, { signal: controller.signal, isLast });
      await boss().complete(queue, job.id);
    } catch (error) {
      if (stopping) return await requeue(queue, job);
      logFailure(job, error, isLast);
      if (await ended(job)) await boss().fail(queue, job.id, { message: String(error) });
    } finally {
      stopRenewing();
      current = undefined;
    }
  };

  /** Notes the end of an attempt, again until it succeeds, because the attempt would otherwise count as one that never ended. */
  const ended = async (job: Job): Promise<boolean> => {
    for (;;) {
      try {
        return await noteEnd(queue, job);
      } catch (error) {
        if (stopping) throw error;
        await new Promise((resolve) => setTimeout(resolve, progressMs));
      }
    }
  };

  const loop = async () => {
    while (!stopping) {
      awake = false;
      try {
        const [job] = await boss().fetch<Job["data"]>(queue, { includeMetadata: true });
        if (job) await run(job);
        else await sleep();
      } catch (error) {
        // The database is away. The lease of the job runs out, and the job is done again.
        log.warn({ err: error, queue }, "jobs could not be looked after; tried again soon");
        await sleep();
      }
    }
  };
  workers.add(wake);
  const looping = loop();
  return {
    async stop() {
      workers.delete(wake);
      stopping = true;
      current?.abort(new Error("the process ends"));
      rise?.();
      await looping;
    },
  };
}

function logFailure({ data: { kind, data }, retryCount }: Job, error: unknown, isLast: boolean): void {
  log[isLast ? "error" : "warn"](
    { err: error, job: kind, data, attempt: retryCount + 1 },
    isLast ? "a job failed for good" : "a job failed; tried again soon",
  );
}

/** The condition for this attempt of a job: another process that takes the job over raises the count. */
const isAttempt = (queue: QueueName, { id, retryCount }: Job): Sql =>
  sql`name = ${queue} AND id = ${id}::uuid AND state = 'active' AND retry_count = ${retryCount}::int`;

/**
 * Counts the attempt before anything is done. Because pg-boss would fail a job silently when its last attempt's lease runs out: this one is
 * queued again instead, and the count says when to give up.
 * @returns whether the job is still this process's
 */
async function begin(queue: QueueName, job: Job): Promise<boolean> {
  const rows = await write(sql`
    UPDATE pgboss.job
    SET data = jsonb_set(data, '{unended}', to_jsonb(${(job.data.unended ?? 0) + 1}::int)),
      retry_limit = greatest(retry_limit, retry_count + 1)
    WHERE ${isAttempt(queue, job)} RETURNING id`);
  return rows.length > 0;
}

const oneLess = sql`data = jsonb_set(data, '{unended}', to_jsonb(greatest(0, (data->>'unended')::int - 1)))`;

/**
 * Notes that the attempt has ended with an error, whichever process has the job by now. It no longer counts as unended.
 * @returns whether the job is still this process's
 */
async function noteEnd(queue: QueueName, job: Job): Promise<boolean> {
  const [row] = await write<{ is_ours: boolean }>(sql`
    UPDATE pgboss.job SET ${oneLess}, retry_limit = CASE WHEN ${isAttempt(queue, job)} THEN ${job.retryLimit}::int ELSE retry_limit END
    WHERE name = ${queue} AND id = ${job.id}::uuid RETURNING (${isAttempt(queue, job)}) AS is_ours`);
  return row?.is_ours === true;
}

/**
 * Renews the lease. pg-boss has no renewal, so this sets the time at which the job started.
 * @returns whether the job is still this process's
 */
async function renew(queue: QueueName, job: Job): Promise<boolean> {
  const rows = await write(sql`UPDATE pgboss.job SET started_on = now() WHERE ${isAttempt(queue, job)} RETURNING id`);
  return rows.length > 0;
}

/**
 * Renews the lease of a job that is under way. Aborts `controller` when another process has taken the job over.
 * @returns how to stop
 */
function startLeaseRenewal(queue: QueueName, job: Job, controller: AbortController): () => void {
  const work = async () => (await renew(queue, job)) || controller.abort(new Error("another process has taken this job over"));
  return every(renewMs, work, "the lease of a job could not be renewed; tried again soon");
}

/** Puts the job back into the queue at once, and does not count the attempt. */
async function requeue(queue: QueueName, job: Job): Promise<void> {
  await write(sql`
    UPDATE pgboss.job
    SET state = 'retry', start_after = now(), retry_count = retry_count - 1, retry_limit = ${job.retryLimit}::int, ${oneLess}
    WHERE ${isAttempt(queue, job)}`);
}

/** Gives up a job whose attempts never ended. */
async function failForGood(queue: QueueName, job: Job, failureHandlers: FailureHandlers): Promise<void> {
  const { kind, data, unended } = job.data;
  log.error({ job: kind, data, unended }, "a job was given up: the process ended each time it was at it");
  await failureHandlers[kind]?.(data);
  await write(sql`
    UPDATE pgboss.job SET state = 'failed', completed_on = now(), output = '{"message": "its attempts never ended"}'
    WHERE ${isAttempt(queue, job)}`);
}

/** Queues the jobs that a killed process had begun. For the embedded database only, which no other process uses. */
export async function requeueActive(): Promise<void> {
  await write(sql`UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active'`);
}
