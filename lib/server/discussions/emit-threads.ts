import type { Unit } from "../commit";
import { raiseFeed } from "./feed";
import { emitThread } from "./thread-notifications";
import { selectThreads, type ThreadRow } from "./thread-rows";

/**
 * Sends the present state of these threads to their readers and to their class, inside the transaction that changed them. The feeds of
 * their courses are locked in order of their ids, because two such acts may concern the same courses.
 */
export async function emitThreads(unit: Unit, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await unit.tx.$queryRaw<ThreadRow[]>`${selectThreads(null)} WHERE t.id = ANY(${ids}::uuid[]) ORDER BY t.course_id, t.id`;
  for (const row of rows) {
    emitThread(unit, row);
    await raiseFeed(unit, row);
  }
}
