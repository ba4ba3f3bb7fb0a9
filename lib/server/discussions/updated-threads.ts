import type { Tx } from "../db/client";
import type { Fact } from "../realtime/bus";
import { selectThreads, type ThreadRow, toSharedThread } from "./thread-rows";

/** What whoever reads one of these threads is told, as they are inside the transaction that changed them. */
export async function updatedThreads(tx: Tx, ids: string[]): Promise<Fact[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRaw<ThreadRow[]>`${selectThreads} WHERE t.id = ANY(${ids}::uuid[])`;
  return rows.map((row) => ({ to: "thread", threadId: row.id, event: "thread:updated", body: { thread: toSharedThread(row) } }));
}
