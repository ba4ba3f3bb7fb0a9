import type { JobWithMetadata } from "pg-boss";
import { query } from "../db/client";
import { log } from "../log";
import { boss } from "./boss";
import { atWork } from "./enqueue";
import { type JobData, type JobKind, type Lane, lease } from "./lanes";

/** How often a process that is not woken looks for what others left, in ms. */
const lookEvery = 2000;
const renewEvery = (lease * 1000) / 4;

export type Run = {
  /** Aborted when the process is to end, or when another has taken the job over: throw between two steps (`throwIfAborted`). */
  signal: AbortSignal;
  /** Whether this is the last attempt: if it fails, the job is given up. */
  isLast: boolean;
};
/** Does a job, from wherever it stands: rows that are there already were made by a run that was cut off. Throws to be run again later. */
export type Handler<Kind extends JobKind> = (data: JobData[Kind], run: Run) => Promise<void>;
export type Handlers = { [Kind in JobKind]: Handler<Kind> };

type Job = JobWithMetadata<{ kind: JobKind; data: never }>;

/** Does the jobs of a lane, one after the other, the oldest first, until it is stopped. */
export function workLane(lane: Lane, handlers: Handlers): { stop: () => Promise<void> } {
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
      const timer = setTimeout(resolve, lookEvery);
      rise = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (job: Job) => {
    const { kind, data } = job.data;
    const given = new AbortController();
    current = given;
    const isLast = job.retryCount >= job.retryLimit;
    const renewing = setInterval(() => {
      renew(lane, job.id).then(
        (isOurs) => isOurs || given.abort(new Error("another process has taken this job over")),
        () => undefined,
      );
    }, renewEvery);
    try {
      await handlers[kind](data, { signal: given.signal, isLast });
      await boss().complete(lane, job.id);
    } catch (error) {
      if (stopping) return await giveBack(lane, job.id);
      log[isLast ? "error" : "warn"](
        { err: error, job: kind, data, attempt: job.retryCount + 1 },
        isLast ? "a job failed for good" : "a job failed; tried again soon",
      );
      await boss().fail(lane, job.id, { message: String(error) });
    } finally {
      clearInterval(renewing);
      current = undefined;
    }
  };

  const loop = async () => {
    while (!stopping) {
      awake = false;
      try {
        const [job] = await boss().fetch<Job["data"]>(lane, { includeMetadata: true });
        if (job) await run(job);
        else await sleep();
      } catch (error) {
        // The database is away: the lease of what was begun runs out, and it is done again.
        log.warn({ err: error, lane }, "jobs could not be looked after; tried again soon");
        await sleep();
      }
    }
  };
  atWork.add(wake);
  const ended = loop();
  return {
    async stop() {
      atWork.delete(wake);
      stopping = true;
      current?.abort(new Error("the process ends"));
      rise?.();
      await ended;
    },
  };
}

/** @returns whether the job is still this process's. pg-boss knows no leases that are renewed: its clock starts when a job does. */
async function renew(lane: Lane, id: string): Promise<boolean> {
  const rows = await query("UPDATE pgboss.job SET started_on = now() WHERE name = $1 AND id = $2 AND state = 'active' RETURNING id", [
    lane,
    id,
  ]);
  return rows.length > 0;
}

/** Back in line at once and without blame: whoever comes next goes on with it. */
async function giveBack(lane: Lane, id: string): Promise<void> {
  await query(
    "UPDATE pgboss.job SET state = 'retry', start_after = now(), retry_count = retry_count - 1 WHERE name = $1 AND id = $2 AND state = 'active'",
    [lane, id],
  );
}

/** What a process that was killed had begun, where no other can be at work on it: the embedded database belongs to one alone. */
export async function takeUpAll(): Promise<void> {
  await query("UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active'");
}
