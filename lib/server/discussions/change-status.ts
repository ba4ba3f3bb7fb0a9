import type { PatchThreadBody, Thread, ThreadParams, ThreadStatus } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { fullName } from "#lib/contract/full-name.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { changeInboxes } from "../notifications/inbox-changes";
import { isStaff, requireAskerOrStaff } from "./access";
import { requireCanPost } from "./can-post";
import { setAnonymous, setVisibility } from "./change-visibility";
import { raiseFeed } from "./feed";
import { listedNow } from "./listed-at";
import { toThread } from "./project";
import { emitThread, invalidateLists, threadNotifications, threadReadWrite } from "./thread-notifications";
import { lockThread, threadNow } from "./thread-rows";
import { waitingSince } from "./waiting";

type Input = { caller: Caller; params: ThreadParams };

/**
 * docs/contract.md section 4, `POST …/resolve`. When the status changes, the other side gets `thread_resolved`, and the caller's
 * notifications of the thread become read.
 */
export const resolveThread = (input: Input): Promise<Thread> => changeThread({ ...input, body: { status: "resolved" } });

/** docs/contract.md section 4, `POST …/reopen`. */
export const reopenThread = (input: Input): Promise<Thread> => changeThread({ ...input, body: { status: "open" } });

/**
 * docs/contract.md sections 4 and 13, `PATCH …`: the status, who sees the thread, or whether its asker is named. Setting what is so already
 * changes nothing and notifies nobody.
 * @throws AppError not_found, forbidden, conflict
 */
export async function changeThread({ caller, params, body }: Input & { body: PatchThreadBody }): Promise<Thread> {
  return commit(async (unit) => {
    if (body.visibility !== undefined) return setVisibility(unit, caller, params.id, body.visibility);
    if (body.anonymous !== undefined) return setAnonymous(unit, caller, params.id, body.anonymous);
    return setStatus(unit, caller, params.id, body.status ?? "open");
  });
}

async function setStatus(unit: Unit, caller: Caller, id: string, status: ThreadStatus): Promise<Thread> {
  const { tx } = unit;
  const before = await lockThread(tx, id, caller.user.id);
  const part = requireAskerOrStaff(before, caller.user.id, texts.cannotChange);
  if (before.kind === "announcement") throw new AppError("conflict", texts.notAnAnswer);
  if (before.status === status) return toThread(before);
  // Reopening puts the thread back into the queue, so it needs the same permission as a message.
  if (status === "open") await requireCanPost(tx, caller.user.id, before.course_id, { isStaff: isStaff(part) });
  const now = new Date();
  const waiting = status === "open" ? waitingSince(sql`${id}::uuid`) : sql`NULL`;
  await tx.$executeRaw`
    UPDATE threads SET status = ${status}, version = version + 1, updated_at = ${listedNow(now)}, waiting_since = ${waiting}
    WHERE id = ${id}::uuid`;
  const actor = { id: caller.user.id, name: fullName(caller.user) };
  const notifications =
    status === "resolved" ? threadNotifications(before, { action: "thread_resolved", actor, at: now, version: before.version + 1 }) : [];
  await changeInboxes(unit, [...(status === "resolved" && before.unread ? [threadReadWrite(id, caller.user.id)] : []), ...notifications]);
  const after = await threadNow(tx, id, caller.user.id);
  emitThread(unit, after);
  invalidateLists(unit, after, caller.user.id);
  await raiseFeed(unit, after);
  return toThread(after);
}
