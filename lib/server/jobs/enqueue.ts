import type { Tx } from "../db/client";
import { remember } from "../remember";
import { boss } from "./boss";
import { type JobData, type JobKind, queueOf } from "./queues";

/** The queues of this process that are at work, to be woken. */
export const workers = remember("jobs.atWork", () => new Set<() => void>());

/**
 * Puts a job in line as part of the caller's transaction: it is there if and only if the rest is. It will be done, by this process or
 * another, whatever ends meanwhile. For `commit` alone, which wakes workers afterwards: everybody else asks their unit.
 * @param priority of jobs that wait in a queue, the highest is done first
 */
export async function enqueue<Kind extends JobKind>(tx: Tx, kind: Kind, data: JobData[Kind], priority = 0): Promise<void> {
  const executeSql = async (text: string, values: unknown[]) => ({ rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values) });
  const id = await boss().send(queueOf[kind], { kind, data }, { priority, db: { executeSql } });
  if (id === null) throw new Error(`the job ${kind} was not taken`);
}

/** For `commit` alone, after it: this process starts now on what was put in line, and not when it looks the next time. */
export function wakeJobs(): void {
  for (const wake of workers) wake();
}
