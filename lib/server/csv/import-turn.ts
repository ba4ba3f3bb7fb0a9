import { spend } from "../limits";
import { remember } from "../remember";
import { turns } from "../turns";

const inTurn = remember("csv.imports", turns);

/**
 * Reads somebody's file when their files before it are done: reading one keeps the processor for a while.
 * @throws AppError too_many after sixty files in ten minutes
 */
export async function inImportTurn<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
  await spend("importFile", userId);
  return inTurn(userId, work);
}
