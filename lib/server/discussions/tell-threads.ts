import type { Unit } from "../commit";
import { threadUpdated } from "../events/outbound";
import { selectThreads, type ThreadRow, toSharedThread } from "./thread-rows";

/** Tells whoever reads one of these threads how it is now, inside the transaction that changed it. */
export async function tellThreads({ tx, emit }: Unit, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.$queryRaw<ThreadRow[]>`${selectThreads} WHERE t.id = ANY(${ids}::uuid[])`;
  for (const row of rows) emit(threadUpdated(toSharedThread(row)));
}
