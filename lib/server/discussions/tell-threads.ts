import type { Unit } from "../commit";
import { threadUpdated } from "../events/outbound";
import { selectThreads, type ThreadRow, toSharedThread } from "./thread-rows";

/** Sends the present state of these threads to their readers, inside the transaction that changed them. */
export async function tellThreads({ tx, emit }: Unit, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.$queryRaw<ThreadRow[]>`${selectThreads} WHERE t.id = ANY(${ids}::uuid[])`;
  for (const row of rows) emit(threadUpdated(toSharedThread(row)));
}
