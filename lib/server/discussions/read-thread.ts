import type { ReadThreadBody, Thread, ThreadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { fullName } from "#lib/contract/full-name.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { notBefore } from "../not-before";
import { changeInboxes, type InboxWrite, lockInboxes } from "../notifications/inbox-changes";
import { isStaff, requirePart, threadPartOf } from "./access";
import { toThread } from "./project";
import { threadNotifications } from "./thread-notifications";
import { type LockedThread, lockThread, threadNow } from "./thread-rows";

type Input = { caller: Caller; params: ThreadParams; body: ReadThreadBody };

/**
 * docs/contract.md section 4, `POST …/read`: marks that thread's notifications as read, up to a message if one is named. When this clears
 * the caller's flag in a private thread, the other side gets the receipt `thread_read`, of the staff at the first who reads. Reading again
 * changes nothing. Reading an announcement marks what told of it.
 * @throws AppError not_found (thread or message), forbidden
 */
export async function readThread(input: Input): Promise<Thread> {
  return commit((unit) => markRead(unit, input));
}

async function markRead(unit: Unit, { caller, params, body }: Input): Promise<Thread> {
  const { tx } = unit;
  const userId = caller.user.id;
  const before = await lockThread(tx, params.id, userId);
  requirePart(before, userId, texts.cannotRead);
  const next = await nextPosition(tx, before.id, body.up_to_message_id);
  const receipts = before.kind === "announcement" ? [readOfAnnouncement(before, userId)] : [];
  if (!before.unread) {
    await changeInboxes(unit, receipts);
    return toThread(before);
  }
  // The receipt changes other inboxes than the reading. All are locked first, in order of user id.
  if (before.visibility === "private") await lockInboxes(tx, [userId, ...before.members.map((member) => member.userId)]);
  const inThread = sql`n.thread_id = ${before.id}::uuid`;
  await changeInboxes(unit, [
    next === null
      ? { userId, kind: "read", rows: inThread, about: { threadId: before.id } }
      : { userId, kind: "read", rows: sql`${inThread} AND coalesce(n.thread_version, 0) < ${next}` },
    ...receipts,
  ]);
  const after = await threadNow(tx, before.id, userId);
  if (!after.unread && (await isFirstToRead(tx, before, userId))) {
    const actor = { id: userId, name: fullName(caller.user) };
    // Not earlier than what was read, or the other side would show it as unseen.
    const at = notBefore(before.updated_at);
    await changeInboxes(unit, threadNotifications(before, { action: "thread_read", actor, at, version: before.version }));
  }
  return toThread(after);
}

/** What told somebody of an announcement belongs to no thread. */
const readOfAnnouncement = (thread: LockedThread, userId: string): InboxWrite => ({
  userId,
  kind: "read",
  rows: sql`n.subject_id = ${thread.id}::uuid AND n.type = 'course/announcement'`,
});

/**
 * Whether the other side gets a receipt of this reading. Nobody does in a thread of the class. The asker gets one of each state of a
 * thread, from whoever of the staff reads it first.
 */
async function isFirstToRead(tx: Tx, thread: LockedThread, userId: string): Promise<boolean> {
  if (thread.visibility === "class") return false;
  if (!isStaff(threadPartOf(thread, userId)) || thread.members.filter(({ part }) => isStaff(part)).length < 2) return true;
  const earlier = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM notifications n
    WHERE n.thread_id = ${thread.id}::uuid AND n.user_id = ${thread.student_id}::uuid AND NOT n.counted
      AND n.payload->>'action' = 'thread_read' AND n.thread_version >= ${thread.version} LIMIT 1`;
  return earlier.length === 0;
}

/**
 * The position of the message after the named one. Because an act between two messages (a thread resolved) belongs to the earlier one. Null
 * for no boundary: the last message, or none, was named.
 */
async function nextPosition(tx: Tx, threadId: string, messageId: string | undefined): Promise<number | null> {
  if (messageId === undefined) return null;
  const [row] = await tx.$queryRaw<{ next: number | null }[]>`
    SELECT (SELECT min(later.position) FROM messages later WHERE later.thread_id = m.thread_id AND later.position > m.position) AS next
    FROM messages m WHERE m.id = ${messageId}::uuid AND m.thread_id = ${threadId}::uuid`;
  if (!row) throw new AppError("not_found", texts.messageNotFound);
  return row.next;
}
