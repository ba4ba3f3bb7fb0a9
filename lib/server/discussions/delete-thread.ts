import type { ThreadParams } from "#lib/contract/discussions";
import type { Caller } from "../auth/authenticate";
import { transaction } from "../db/client";
import { sql } from "../db/sql";
import { retract } from "../notifications/retract";
import { publish } from "../realtime/bus";
import { requireMayDelete } from "./access";
import { tellLists } from "./tell";
import { lockThread } from "./thread-rows";

/**
 * Contract section 4, `DELETE /api/discussions/threads/:id`: its student while unanswered, its lecturer, an admin. Messages go with it,
 * and every notification of it is retracted.
 * @throws AppError not_found, forbidden
 */
export async function deleteThread({ caller, params }: { caller: Caller; params: ThreadParams }): Promise<null> {
  const facts = await transaction(async (tx) => {
    const thread = await lockThread(tx, params.id);
    requireMayDelete(thread, caller.user);
    const retracted = await retract(tx, sql`n.thread_id = ${thread.id}::uuid`);
    await tx.$executeRaw`DELETE FROM threads WHERE id = ${thread.id}::uuid`;
    return [
      ...retracted,
      ...tellLists(thread, caller.user.id, retracted),
      {
        to: "thread" as const,
        threadId: thread.id,
        event: "thread:removed" as const,
        body: { threadId: thread.id, version: thread.version + 1 },
      },
    ];
  });
  publish(facts);
  return null;
}
