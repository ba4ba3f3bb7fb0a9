import type { ThreadParams } from "#lib/contract/discussions.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { sql } from "../db/sql";
import { threadRemoved } from "../events/outbound";
import { retract } from "../notifications/retract";
import { requireMayDelete } from "./access";
import { invalidateLists } from "./tell";
import { lockThread } from "./thread-rows";

/**
 * docs/contract.md section 4, `DELETE /api/discussions/threads/:id`: by its student while unanswered, its lecturer, or an admin. Deletes
 * its messages and retracts all its notifications.
 * @throws AppError not_found, forbidden
 */
export async function deleteThread({ caller, params }: { caller: Caller; params: ThreadParams }): Promise<null> {
  await commit(async (unit) => {
    const { tx, emit } = unit;
    const thread = await lockThread(tx, params.id);
    requireMayDelete(thread, caller.user);
    await retract(unit, sql`n.thread_id = ${thread.id}::uuid`);
    await tx.$executeRaw`DELETE FROM threads WHERE id = ${thread.id}::uuid`;
    invalidateLists(unit, thread, caller.user.id);
    emit(threadRemoved({ threadId: thread.id, version: thread.version + 1 }));
  });
  return null;
}
