import type { Message, Thread } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { fullName } from "#lib/contract/full-name.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { type Sql, sql } from "../db/sql";
import { AppError } from "../errors";
import { changeInboxes } from "../notifications/inbox-changes";
import { requireAskerOrStaff, requireStaff } from "./access";
import { raiseFeed } from "./feed";
import { enqueueAnswerNotifications } from "./followers";
import { listedNow } from "./listed-at";
import { type FoundMessage, lockMessage } from "./lock-message";
import { toMessage, toThread } from "./project";
import { emitMessage, emitThread, invalidateLists, threadNotifications } from "./thread-notifications";
import { threadNow } from "./thread-rows";
import { answeredAt, waitingSince } from "./waiting";

type Input = { caller: Caller; params: { id: string } };

/** An answer, and no question and no announcement. @throws AppError conflict */
function requireAnswer({ message, thread }: FoundMessage): void {
  if (thread.kind === "announcement") throw new AppError("conflict", texts.notAnAnswer);
  if (message.position === 1) throw new AppError("conflict", texts.questionNotAnswer);
}

/**
 * docs/contract.md section 13, `POST …/messages/:id/accept`: the asker, or the staff, say which answer solved it. One of a thread; the
 * question is resolved by it. Again changes nothing.
 * @throws AppError not_found, forbidden; conflict for the question itself
 */
export async function acceptMessage({ caller, params }: Input): Promise<Thread> {
  return commit(async (unit) => {
    const found = await lockMessage(unit.tx, params.id, caller.user.id);
    requireAskerOrStaff(found.thread, caller.user.id, texts.cannotChange);
    requireAnswer(found);
    if (found.thread.accepted_message_id === found.message.id) return toThread(found.thread);
    const set = sql`accepted_message_id = ${found.message.id}::uuid, status = 'resolved', waiting_since = NULL`;
    return change(unit, caller, found, set, async (at) => {
      const actor = { id: caller.user.id, name: fullName(caller.user) };
      const { message, thread } = found;
      const act = { actor, at, messageId: message.id, text: message.content, version: thread.version + 1 };
      const authorId = message.author_user_id;
      // An author hears that theirs was accepted, and not that the question is resolved as well.
      const resolved =
        thread.status === "resolved"
          ? []
          : threadNotifications(thread, { action: "thread_resolved", actor, at, version: thread.version + 1 });
      await changeInboxes(unit, [
        ...threadNotifications(thread, { ...act, action: "message_accepted", authorId }),
        ...resolved.filter(({ userId }) => userId !== authorId),
      ]);
    });
  });
}

/**
 * docs/contract.md section 13, `DELETE …/messages/:id/accept`: takes it back. Does not reopen. @throws AppError not_found, forbidden,
 * conflict
 */
export async function unacceptMessage({ caller, params }: Input): Promise<Thread> {
  return commit(async (unit) => {
    const found = await lockMessage(unit.tx, params.id, caller.user.id);
    requireAskerOrStaff(found.thread, caller.user.id, texts.cannotChange);
    requireAnswer(found);
    if (found.thread.accepted_message_id !== found.message.id) return toThread(found.thread);
    return change(unit, caller, found, sql`accepted_message_id = NULL`, async () => undefined);
  });
}

/** Changes the thread by what was said of an answer of it, and tells. */
async function change(
  unit: Unit,
  caller: Caller,
  { thread }: FoundMessage,
  set: Sql,
  notify: (at: Date) => Promise<void>,
): Promise<Thread> {
  const now = new Date();
  await unit.tx.$executeRaw`UPDATE threads SET ${set}, version = version + 1, updated_at = ${listedNow(now)} WHERE id = ${thread.id}::uuid`;
  await notify(now);
  const after = await threadNow(unit.tx, thread.id, caller.user.id);
  emitThread(unit, after);
  invalidateLists(unit, after, caller.user.id);
  await raiseFeed(unit, after);
  return toThread(after);
}

/**
 * docs/contract.md section 13, `PUT …/messages/:id/endorse`: a member of staff vouches for an answer, which then counts as one of the
 * staff's. Again changes nothing.
 * @throws AppError not_found; forbidden for all but staff; conflict for one's own answer or the question itself
 */
export async function endorseMessage({ caller, params }: Input): Promise<Message> {
  return commit(async (unit) => {
    const found = await lockMessage(unit.tx, params.id, caller.user.id);
    requireStaff(found.thread, caller.user.id);
    requireAnswer(found);
    const { message, thread } = found;
    if (message.author_user_id === caller.user.id) throw new AppError("conflict", texts.ownEndorsement);
    if (message.endorsed_at) return toMessage(message);
    const now = new Date();
    const by = { id: caller.user.id, name: fullName(caller.user) };
    await unit.tx.$executeRaw`
      UPDATE messages SET endorsed_by_id = ${by.id}::uuid, endorsed_at = ${now}::timestamptz WHERE id = ${message.id}::uuid`;
    const set = sql`waiting_since = NULL, answered_at = coalesce(answered_at, ${now}::timestamptz)`;
    await judged(unit, caller, found, { set, endorsed_by_name: by.name, endorsed_at: now }, async () => {
      const act = { actor: by, at: now, messageId: message.id, text: message.content, version: thread.version + 1 };
      await changeInboxes(unit, threadNotifications(thread, { ...act, action: "message_endorsed", authorId: message.author_user_id }));
      await enqueueAnswerNotifications(unit, thread, message.id);
    });
    return toMessage({ ...message, endorsed_by_name: by.name, endorsed_at: now });
  });
}

/** docs/contract.md section 13, `DELETE …/messages/:id/endorse`. @throws AppError not_found, forbidden, conflict */
export async function unendorseMessage({ caller, params }: Input): Promise<Message> {
  return commit(async (unit) => {
    const found = await lockMessage(unit.tx, params.id, caller.user.id);
    requireStaff(found.thread, caller.user.id);
    requireAnswer(found);
    const { message, thread } = found;
    if (!message.endorsed_at) return toMessage(message);
    await unit.tx.$executeRaw`UPDATE messages SET endorsed_by_id = NULL, endorsed_at = NULL WHERE id = ${message.id}::uuid`;
    const at = sql`${thread.id}::uuid`;
    const waiting = thread.status === "open" ? waitingSince(at) : sql`NULL`;
    const set = sql`waiting_since = ${waiting}, answered_at = ${answeredAt(at)}`;
    await judged(unit, caller, found, { set, endorsed_by_name: null, endorsed_at: null }, async () => undefined);
    return toMessage({ ...message, endorsed_by_name: null, endorsed_at: null });
  });
}

type Judgement = { set: Sql; endorsed_by_name: string | null; endorsed_at: Date | null };

async function judged(
  unit: Unit,
  caller: Caller,
  found: FoundMessage,
  { set, ...endorsed }: Judgement,
  notify: (at: Date) => Promise<void>,
): Promise<void> {
  const { message, thread } = found;
  emitMessage(unit, { ...message, ...endorsed }, thread, thread.version + 1);
  await change(unit, caller, found, set, notify);
}
