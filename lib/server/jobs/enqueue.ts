import type { Tx } from "../db/transaction";
import { remember } from "../remember";
import { boss } from "./boss";
import { type JobData, type JobKind, queueOf } from "./queues";

/** The functions that wake the workers of this process. */
export const workers = remember("jobs.atWork", () => new Set<() => void>());

/**
 * Adds a job within the caller's transaction: it exists if and only if the rest does. This process or another one will do it, even if this
 * one ends. Called by `commit` only, which wakes the workers afterwards; everything else uses its unit.
 * @param priority of the jobs that wait in a queue, the highest is done first
 */
export async function enqueue<Kind extends JobKind>(tx: Tx, kind: Kind, data: JobData[Kind], priority = 0): Promise<void> {
  const executeSql = async (text: string, values: unknown[]) => ({ rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values) });
  const id = await boss().send(queueOf[kind], { kind, data }, { priority, db: { executeSql } });
  if (id === null) throw new Error(`the job ${kind} was not taken`);
}

/** Makes this process start on new jobs now instead of at its next look. Called by `commit` only, after the commit. */
export function wakeJobs(): void {
  for (const wake of workers) wake();
}
