import type { ReadThreadBody, Thread, ThreadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import type { Tx } from "../db/client";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { notBefore } from "../not-before";
import { changeInboxes, lockInboxes } from "../notifications/inbox-changes";
import { fullName } from "../people/names";
import { participantsOf, requirePart } from "./access";
import { threadNotifications } from "./tell";
import { lockThread, threadNow, toThread } from "./thread-rows";

type Input = { caller: Caller; params: ThreadParams; body: ReadThreadBody };

/**
 * docs/contract.md section 4, `POST …/read`: marks that thread's notifications as read, up to a message if one is named. When this clears
 * the caller's flag, the other participant gets the receipt `thread_read`. Reading again changes nothing.
 * @throws AppError not_found (thread or message), forbidden
 */
export async function readThread(input: Input): Promise<Thread> {
  return commit((unit) => markRead(unit, input));
}

async function markRead(unit: Unit, { caller, params, body }: Input): Promise<Thread> {
  const { tx } = unit;
  const before = await lockThread(tx, params.id);
  const part = requirePart(before, caller.user.id, texts.mayNotRead);
  const next = await nextPosition(tx, before.id, body.up_to_message_id);
  const flag = part === "student" ? "student_unread" : "lecturer_unread";
  if (!before[flag]) return toThread(before);

  // The receipt changes another inbox than the reading. Both are locked first, in order of user id.
  await lockInboxes(
    tx,
    participantsOf(before).map((participant) => participant.userId),
  );
  const inThread = sql`n.thread_id = ${before.id}::uuid`;
  await changeInboxes(unit, [
    next === null
      ? { userId: caller.user.id, kind: "read", rows: inThread, about: { threadId: before.id } }
      : { userId: caller.user.id, kind: "read", rows: sql`${inThread} AND coalesce(n.thread_version, 0) < ${next}` },
  ]);
  const after = await threadNow(tx, before.id);
  if (!after[flag]) {
    const actor = { id: caller.user.id, name: fullName(caller.user) };
    // Not earlier than what was read, or the other side would show it as unseen.
    const at = notBefore(before.updated_at);
    await changeInboxes(unit, threadNotifications(before, { action: "thread_read", actor, at, version: before.version }));
  }
  return toThread(after);
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
