import type { ThreadAuthor, ThreadParams } from "#lib/contract/discussions.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { transaction } from "../db/transaction";
import type { RequestContext } from "../http/request-context";
import { requireStaff } from "./access";
import { lockThread } from "./thread-rows";

/**
 * docs/contract.md section 13, `POST …/author`: who asked an anonymous question, for the staff of its course. Written to the audit log,
 * with the asker as the person concerned, who finds it in their own data.
 * @throws AppError not_found, forbidden
 */
export async function showAuthor({
  caller,
  params,
  request,
}: {
  caller: Caller;
  params: ThreadParams;
  request: RequestContext;
}): Promise<ThreadAuthor> {
  return transaction(async (tx) => {
    const thread = await lockThread(tx, params.id, caller.user.id);
    requireStaff(thread, caller.user.id);
    const details = { thread_id: thread.id, course_id: thread.course_id };
    await audit(tx, { action: "author/shown", actorId: caller.user.id, targetId: thread.student_id, request, details });
    return { user_id: thread.student_id, name: thread.student_name };
  });
}
