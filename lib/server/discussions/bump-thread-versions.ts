import { commit, type Unit } from "../commit";
import { lowestId, sql } from "../db/sql";
import { emitThreads } from "./emit-threads";

/** How many threads one transaction changes, so that nobody waits behind a long one. */
const threadsPerBatch = 50;

/**
 * Raises the version of every thread in which someone is named, because what is shown of them changed. Not of those they asked
 * anonymously: a change of all of them at once would say whose they are. Sends the new state
 * to the readers, in batches. `and` changes more in the same transaction, with these threads locked. Doing it twice does no harm.
 */
export async function bumpThreadVersions(
  userId: string,
  { signal, and }: { signal?: AbortSignal; and?: (unit: Unit, threadIds: string[]) => Promise<void> } = {},
): Promise<void> {
  const theirs = sql`(NOT (t.anonymous AND t.student_id = ${userId}::uuid) AND (t.student_id = ${userId}::uuid
    OR t.lecturer_id = ${userId}::uuid
    OR t.id IN (SELECT thread_id FROM messages WHERE author_id = ${userId}::uuid OR endorsed_by_id = ${userId}::uuid)))`;
  for (let after: string | undefined = lowestId; after; ) {
    signal?.throwIfAborted();
    const from: string = after;
    after = await commit(async (unit) => {
      const { tx } = unit;
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT t.id FROM threads t WHERE ${theirs} AND t.id > ${from}::uuid ORDER BY t.id LIMIT ${threadsPerBatch} FOR NO KEY UPDATE OF t`;
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return undefined;
      await tx.$executeRaw`UPDATE threads SET version = version + 1 WHERE id = ANY(${ids}::uuid[])`;
      await and?.(unit, ids);
      await emitThreads(unit, ids);
      return ids.at(-1);
    });
  }
}
