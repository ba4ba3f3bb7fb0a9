import type { CountsAt, ReadBody, UnreadBody } from "#lib/contract/notifications.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { read, type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { type CountsRow, countsOf, requireOwnInbox, toCounts } from "./counts";
import { changeInboxes, type InboxWrite } from "./inbox-changes";

/**
 * docs/contract.md section 6, `POST /api/notifications/read`: by ids, by thread, or everything whose last change is at or below `up_to_seq`
 * (clamped to the head). Ignores ids that are not the caller's. Answers the counts afterwards.
 */
export async function markRead({ caller, body }: { caller: Caller; body: ReadBody }): Promise<CountsAt> {
  if (body.ids) return change(caller, { userId: caller.user.id, kind: "read", rows: sql`n.id = ANY(${body.ids}::uuid[])` });
  if (body.thread_id)
    return change(caller, {
      userId: caller.user.id,
      kind: "read",
      rows: sql`n.thread_id = ${body.thread_id}::uuid`,
      about: { threadId: body.thread_id },
    });
  // Clamped before any lock: what arrives meanwhile is above this head and stays unread.
  const head = await counts(caller);
  const upToSeq = Math.min(body.up_to_seq ?? 0, head.seq);
  // Leaves out what is read already, so that no thread is locked, and no reply held up, for nothing. What another tab marks as unread
  // meanwhile is above the head, too.
  return change(caller, { userId: caller.user.id, kind: "read", rows: sql`n.read_at IS NULL AND n.seq <= ${upToSeq}`, about: { upToSeq } });
}

/** docs/contract.md section 6, `POST /api/notifications/unread`. */
export async function markUnread({ caller, body }: { caller: Caller; body: UnreadBody }): Promise<CountsAt> {
  return change(caller, { userId: caller.user.id, kind: "unread", rows: sql`n.id = ANY(${body.ids}::uuid[])` });
}

async function counts({ user, stillValid }: Caller): Promise<CountsAt> {
  const [row] = await read<CountsRow>(countsOf(user.id), stillValid);
  return toCounts(requireOwnInbox(row));
}

async function change(caller: Caller, wanted: Extract<InboxWrite, { rows: Sql }>): Promise<CountsAt> {
  await commit(async (unit) => {
    await lockThreadsOf(unit.tx, wanted.userId, wanted.rows);
    await changeInboxes(unit, [wanted]);
  }, caller.stillValid);
  return counts(caller);
}

/** Locks the threads whose flags may change: before the inbox, and in order of their ids. */
async function lockThreadsOf(tx: Tx, userId: string, rows: Sql): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM threads t
    WHERE t.id IN (
      SELECT n.thread_id FROM notifications n WHERE n.user_id = ${userId}::uuid AND n.removed_at IS NULL AND n.counted AND ${rows})
    ORDER BY t.id FOR NO KEY UPDATE OF t`;
}
