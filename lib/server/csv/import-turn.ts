import { keyedQueue } from "../keyed-queue";
import { consume } from "../rate-limits";
import { remember } from "../remember";

const inTurn = remember("csv.imports", keyedQueue);

/** A key that is nobody's id. */
const everybody = "";

/**
 * Reads somebody's file when their files before it are done, and one file at a time of all: reading one keeps the processor and much memory for a while.
 * @throws AppError too_many after sixty files in ten minutes
 */
export async function inImportTurn<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
  await consume("importFile", userId);
  return inTurn(userId, () => inTurn(everybody, work));
}
