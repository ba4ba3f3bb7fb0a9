import type { ThreadParams } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Alike } from "#lib/contract/queue.ts";
import type { Caller } from "../caller";
import { readWithin } from "../db/read-within";
import { joinSql, sql } from "../db/sql";
import { requireStaff } from "./access";
import { requireThread } from "./get-thread";
import { foldsOf } from "./queue-folds";
import { bytesOfQueueRow, latestColumns, latestMessageSql, type QueueRow, queueOrder, toQueueItem } from "./queue-rows";
import { selectThreads } from "./thread-rows";

/**
 * `GET /api/discussions/threads/:id/alike`: what folds with a question in the queue, it included, the longest waiting first. Up to 200,
 * fewer when they are very long; `size` counts all. Nothing for a question that stands for itself, or no longer waits.
 * @throws AppError not_found; forbidden for all but staff of its course
 */
export async function listAlike({ caller, params }: { caller: Caller; params: ThreadParams }): Promise<Alike> {
  const userId = caller.user.id;
  const thread = await requireThread(params.id, userId);
  requireStaff(thread, userId);
  const { folds, more } = await foldsOf(sql`SELECT * FROM threads WHERE id = ${thread.id}::uuid`);
  const fold = folds.find((ids) => ids.includes(thread.id));
  if (!fold) return { items: [], size: 0, more: false };
  const ids = joinSql(
    fold.slice(0, limits.answeredTogether).map((id) => sql`${id}::uuid`),
    ", ",
  );
  const { rows } = await readWithin<QueueRow>(
    sql`
      SELECT thread.*, ${latestColumns}
      FROM (${selectThreads(userId)} WHERE t.id IN (${ids}) AND t.waiting_since IS NOT NULL) thread
        JOIN LATERAL ${latestMessageSql(sql`thread`)} latest ON true
      ORDER BY ${queueOrder(sql`thread`)}`,
    { order: queueOrder(sql`page`), bytes: bytesOfQueueRow(sql`page`), limit: limits.answeredTogether },
  );
  return { items: rows.map(toQueueItem), size: fold.length, more };
}
