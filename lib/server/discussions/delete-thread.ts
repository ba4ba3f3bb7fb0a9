import type { ThreadParams } from "#lib/contract/discussions.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { sql } from "../db/sql";
import { retract } from "../notifications/retract";
import { requireCanDelete } from "./access";
import { removeFromFeed } from "./feed";
import { dropImagesOfThreads } from "./link-images";
import { emitRemoved, invalidateLists } from "./thread-notifications";
import { lockThread } from "./thread-rows";

/**
 * docs/contract.md section 4, `DELETE /api/discussions/threads/:id`: by its asker while unanswered, a lecturer of its course, or an
 * admin. Deletes its messages and retracts all its notifications; those of an announcement by a job.
 * @throws AppError not_found, forbidden
 */
export async function deleteThread({ caller, params }: { caller: Caller; params: ThreadParams }): Promise<null> {
  await commit(async (unit) => {
    const { tx } = unit;
    const thread = await lockThread(tx, params.id, caller.user.id);
    requireCanDelete(thread, caller.user);
    await retract(unit, sql`n.thread_id = ${thread.id}::uuid`);
    await dropImagesOfThreads(unit, [thread.id]);
    await tx.$executeRaw`DELETE FROM threads WHERE id = ${thread.id}::uuid`;
    invalidateLists(unit, thread, caller.user.id);
    if (thread.kind === "announcement") await unit.enqueue("retract-announcement", { threadId: thread.id });
    emitRemoved(unit, { threadId: thread.id, version: thread.version + 1 }, thread);
    await removeFromFeed(unit, thread, thread.visibility === "class");
  });
  return null;
}
