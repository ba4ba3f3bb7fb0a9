import { keyedQueue } from "../keyed-queue";
import { consume } from "../rate-limits";
import { remember } from "../remember";

const inTurn = remember("csv.imports", keyedQueue);

/**
 * Reads somebody's file when their files before it are done: reading one keeps the processor for a while.
 * @throws AppError too_many after sixty files in ten minutes
 */
export async function inImportTurn<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
  await consume("importFile", userId);
  return inTurn(userId, work);
}
