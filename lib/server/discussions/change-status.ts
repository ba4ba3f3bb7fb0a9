import type { Thread, ThreadParams, ThreadStatus, ThreadStatusBody } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { sql } from "../db/sql";
import { threadUpdated } from "../events/outbound";
import { changeInboxes } from "../notifications/inbox-changes";
import { fullName } from "../people/names";
import { requirePart } from "./access";
import { listedNow } from "./listed-at";
import { requireMayPost } from "./may-post";
import { invalidateLists, readOf, threadNotifications } from "./tell";
import { lockThread, threadNow, toSharedThread, toThread } from "./thread-rows";
import { waitingSince } from "./waiting";

type Input = { caller: Caller; params: ThreadParams };

/**
 * docs/contract.md section 4, `POST …/resolve`. When the status changes, the other participant gets `thread_resolved`, and the caller's
 * notifications of the thread become read.
 */
export const resolveThread = (input: Input): Promise<Thread> => changeStatus({ ...input, body: { status: "resolved" } });

/** docs/contract.md section 4, `POST …/reopen`. */
export const reopenThread = (input: Input): Promise<Thread> => changeStatus({ ...input, body: { status: "open" } });

/** docs/contract.md section 4, `PATCH … { status }`. Setting the present status again changes nothing and notifies nobody. */
export async function changeStatus({ caller, params, body }: Input & { body: ThreadStatusBody }): Promise<Thread> {
  return commit((unit) => set(unit, caller, params.id, body.status));
}

async function set(unit: Unit, caller: Caller, id: string, status: ThreadStatus): Promise<Thread> {
  const { tx, emit } = unit;
  const before = await lockThread(tx, id);
  const part = requirePart(before, caller.user.id, texts.mayNotChange);
  if (before.status === status) return toThread(before);
  // Reopening puts the thread back into the queue, so it needs the same permission as a message.
  if (status === "open") await requireMayPost(tx, caller.user.id, before.course_id);
  const now = new Date();
  const waiting = status === "open" ? waitingSince(sql`${id}::uuid`) : sql`NULL`;
  await tx.$executeRaw`
    UPDATE threads SET status = ${status}, version = version + 1, updated_at = ${listedNow(now)}, waiting_since = ${waiting}
    WHERE id = ${id}::uuid`;
  const actor = { id: caller.user.id, name: fullName(caller.user) };
  const told =
    status === "resolved" ? threadNotifications(before, { action: "thread_resolved", actor, at: now, version: before.version + 1 }) : [];
  const isUnread = part === "student" ? before.student_unread : before.lecturer_unread;
  await changeInboxes(unit, [...(status === "resolved" && isUnread ? [readOf(id, caller.user.id)] : []), ...told]);
  const after = await threadNow(tx, id);
  emit(threadUpdated(toSharedThread(after)));
  invalidateLists(unit, after, caller.user.id);
  return toThread(after);
}
