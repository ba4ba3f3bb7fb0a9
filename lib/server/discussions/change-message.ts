import type { Message, MessageBody } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { visibleCodePoints } from "#lib/contract/text.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import type { Tx } from "../db/client";
import { sql } from "../db/sql";
import { AppError, invalidField } from "../errors";
import { threadMessage, threadRemoved, threadUpdated } from "../events/outbound";
import { notBefore } from "../not-before";
import { retract } from "../notifications/retract";
import { rewrite } from "../notifications/rewrite";
import { isCurrentLecturer } from "./access";
import { listedNow } from "./listed-at";
import { requireMayPost } from "./may-post";
import { type MessageRow, selectMessages, toMessage } from "./message-rows";
import { invalidateLists, preview } from "./tell";
import { lockThread, type ThreadRow, threadNow, toSharedThread } from "./thread-rows";
import { answeredAt, waitingSince } from "./waiting";

type Params = { id: string };
type Found = { message: MessageRow; thread: ThreadRow };

/**
 * Locks the thread of a message, as every change does first, and then reads the message.
 * @throws AppError not_found, also when it was deleted meanwhile
 */
async function lockMessage(tx: Tx, id: string): Promise<Found> {
  const [at] = await tx.$queryRaw<{ thread_id: string }[]>`SELECT thread_id FROM messages WHERE id = ${id}::uuid`;
  if (!at) throw new AppError("not_found", texts.messageNotFound);
  const thread = await lockThread(tx, at.thread_id);
  const [message] = await tx.$queryRaw<MessageRow[]>`${selectMessages} WHERE m.id = ${id}::uuid`;
  if (!message) throw new AppError("not_found", texts.messageNotFound);
  return { message, thread };
}

/**
 * docs/contract.md section 4, `PATCH /api/discussions/messages/:id`: by its author, for 15 minutes. The first message is the question, so
 * its text changes as well. Notifications of the message show the new text.
 * @throws AppError not_found, forbidden, invalid_input
 */
export async function editMessage({ caller, params, body }: { caller: Caller; params: Params; body: MessageBody }): Promise<Message> {
  return commit(async (unit) => {
    const { tx } = unit;
    const found = await lockMessage(tx, params.id);
    const inTime = Date.now() - found.message.created_at.getTime() <= limits.editWindow;
    if (found.message.author_user_id !== caller.user.id || !inTime) throw new AppError("forbidden", texts.notAllowed);
    await requireMayPost(tx, caller.user.id, found.thread.course_id);
    return edit(unit, found, body.content);
  });
}

async function edit(unit: Unit, { message, thread }: Found, content: string): Promise<Message> {
  if (content === message.content) return toMessage(message);
  const { tx, emit } = unit;
  const isQuestion = message.position === 1;
  if (isQuestion && visibleCodePoints(content) < limits.questionMin)
    throw invalidField("content", `must have at least ${limits.questionMin} characters`);
  // Of two copies, pages keep the one that was edited later.
  const now = notBefore(message.edited_at ?? message.created_at);
  const version = thread.version + 1;
  await tx.$executeRaw`UPDATE messages SET content = ${content}, edited_at = ${now}::timestamptz WHERE id = ${message.id}::uuid`;
  const question = isQuestion ? content : thread.question_text;
  await tx.$executeRaw`
    UPDATE threads SET version = ${version}, updated_at = ${listedNow(now)}, question_text = ${question} WHERE id = ${thread.id}::uuid`;
  const edited = toMessage({ ...message, content, edited_at: now });
  emit(threadMessage(edited, version));
  if (isQuestion) await tellUpdated(unit, thread.id);
  await updatePreviews(unit, edited, isQuestion);
  invalidateLists(unit, thread, message.author_user_id);
  return edited;
}

/**
 * Puts the new text into the notifications of the message (docs/contract.md section 5), so that they do not show words its author took
 * back. Nobody is notified again.
 */
function updatePreviews(unit: Unit, { id, thread_id: threadId, content }: Message, isQuestion: boolean): Promise<void> {
  const text = preview(content);
  const field = isQuestion ? "questionPreview" : "messagePreview";
  const rows = isQuestion ? sql`n.thread_id = ${threadId}::uuid` : sql`n.message_id = ${id}::uuid`;
  return rewrite(
    unit,
    sql`${rows} AND n.payload->>${field} <> ${text}`,
    sql`jsonb_set(n.payload, ARRAY[${field}], to_jsonb(${text}::text))`,
  );
}

async function tellUpdated({ tx, emit }: Unit, threadId: string): Promise<void> {
  emit(threadUpdated(toSharedThread(await threadNow(tx, threadId))));
}

/**
 * docs/contract.md section 4, `DELETE /api/discussions/messages/:id`: by its author, or the lecturer of the course. Retracts the
 * notifications of the message (section 7). The question itself is deleted only with its thread.
 * @throws AppError not_found, forbidden
 */
export async function deleteMessage({ caller, params }: { caller: Caller; params: Params }): Promise<null> {
  await commit(async (unit) => {
    const found = await lockMessage(unit.tx, params.id);
    const mine = found.message.author_user_id === caller.user.id;
    if ((!mine && !isCurrentLecturer(found.thread, caller.user.id)) || found.message.position === 1)
      throw new AppError("forbidden", texts.notAllowed);
    await remove(unit, found, caller.user.id);
  });
  return null;
}

async function remove(unit: Unit, { message, thread }: Found, actorId: string): Promise<void> {
  const { tx, emit } = unit;
  await retract(unit, sql`n.message_id = ${message.id}::uuid`);
  await tx.$executeRaw`DELETE FROM messages WHERE id = ${message.id}::uuid`;
  const at = sql`${thread.id}::uuid`;
  const waiting = thread.status === "open" ? waitingSince(at) : sql`NULL`;
  await tx.$executeRaw`
    UPDATE threads SET version = version + 1, updated_at = ${listedNow()}, waiting_since = ${waiting}, answered_at = ${answeredAt(at)}
    WHERE id = ${thread.id}::uuid`;
  const version = thread.version + 1;
  emit(threadRemoved({ threadId: thread.id, messageId: message.id, version }));
  await tellUpdated(unit, thread.id);
  invalidateLists(unit, thread, actorId);
}
