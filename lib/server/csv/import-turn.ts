import { keyedQueue } from "../keyed-queue";
import { consume } from "../rate-limits";
import { remember } from "../remember";

const inTurn = remember("csv.imports", keyedQueue);

/** A key that is nobody's id. */
const everybody = "";

/**
 * Reads a person's file after their earlier ones, and only one file of all people at a time. Because reading one keeps the processor and
 * much memory for a while.
 * @throws AppError too_many after sixty files in ten minutes
 */
export async function inImportTurn<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
  await consume("importFile", userId);
  return inTurn(userId, () => inTurn(everybody, work));
}
