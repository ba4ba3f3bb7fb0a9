import type { Message, MessageBody } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { visibleCodePoints } from "#lib/contract/text.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { sql } from "../db/sql";
import { AppError, invalidField } from "../errors";
import { notBefore } from "../not-before";
import { retract } from "../notifications/retract";
import { rewrite } from "../notifications/rewrite";
import { isStaff, requirePart, threadPartOf } from "./access";
import { requireCanPost, requireNotArchived } from "./can-post";
import { raiseFeed } from "./feed";
import { dropImages, relinkImages } from "./link-images";
import { listedNow } from "./listed-at";
import { type FoundMessage, lockMessage } from "./lock-message";
import type { MessageRow } from "./message-rows";
import { toMessage } from "./project";
import { emitMessage, emitRemoved, emitThread, invalidateLists, preview } from "./thread-notifications";
import { type LockedThread, threadNow } from "./thread-rows";
import { answeredAt, studentAnsweredAt, waitingSince } from "./waiting";

type Params = { id: string };

/**
 * docs/contract.md section 4, `PATCH /api/discussions/messages/:id`: by its author, for 15 minutes. The first message is the question, so
 * its text changes as well. Notifications of the message show the new text.
 * @throws AppError not_found, forbidden, invalid_input; conflict in the class of an archived course
 */
export async function editMessage({ caller, params, body }: { caller: Caller; params: Params; body: MessageBody }): Promise<Message> {
  return commit(async (unit) => {
    const { tx } = unit;
    const found = await lockMessage(tx, params.id, caller.user.id);
    const inTime = Date.now() - found.message.created_at.getTime() <= limits.editWindow;
    if (found.message.author_user_id !== caller.user.id || !inTime) throw new AppError("forbidden", texts.notAllowed);
    // Somebody who left the course, or whose classmate made the thread private, has no part in it any more.
    const part = requirePart(found.thread, caller.user.id, texts.notAllowed);
    requireNotArchived(found.thread);
    await requireCanPost(tx, caller.user.id, found.thread.course_id, { isStaff: isStaff(part) });
    return edit(unit, found, body.content);
  });
}

async function edit(unit: Unit, { message, thread }: FoundMessage, content: string): Promise<Message> {
  if (content === message.content) return toMessage(message);
  const { tx } = unit;
  const isQuestion = message.position === 1;
  if (isQuestion && visibleCodePoints(content) < limits.questionMin)
    throw invalidField("content", `must have at least ${limits.questionMin} characters`);
  // Of two copies, pages keep the one that was edited later.
  const now = notBefore(message.edited_at ?? message.created_at);
  const version = thread.version + 1;
  await tx.$executeRaw`UPDATE messages SET content = ${content}, edited_at = ${now}::timestamptz WHERE id = ${message.id}::uuid`;
  await relinkImages(unit, message, content);
  const question = isQuestion ? content : thread.question_text;
  await tx.$executeRaw`
    UPDATE threads SET version = ${version}, updated_at = ${listedNow(now)}, question_text = ${question} WHERE id = ${thread.id}::uuid`;
  const edited = { ...message, content, edited_at: now };
  emitMessage(unit, edited, thread, version);
  await updatePreviews(unit, edited, isQuestion);
  // What told the whole course of it says the new words by a job, as it came.
  if (isQuestion && thread.kind === "announcement") await unit.enqueue("tell-announcement", { threadId: thread.id });
  invalidateLists(unit, thread, message.author_user_id);
  await emitUpdated(unit, thread, { isSeenInThread: isQuestion });
  return toMessage(edited);
}

/**
 * Puts the new text into the notifications of the message (docs/contract.md section 5), so that they do not show words its author took
 * back. Nobody is notified again.
 */
function updatePreviews(unit: Unit, { id, thread_id: threadId, content }: MessageRow, isQuestion: boolean): Promise<void> {
  const text = preview(content);
  const field = isQuestion ? "questionPreview" : "messagePreview";
  const rows = isQuestion ? sql`n.thread_id = ${threadId}::uuid` : sql`n.message_id = ${id}::uuid`;
  return rewrite(
    unit,
    sql`${rows} AND n.payload->>${field} <> ${text}`,
    sql`jsonb_set(n.payload, ARRAY[${field}], to_jsonb(${text}::text))`,
  );
}

/** Sends the thread as it is now: to its readers where they see the difference, and to the class of a thread of theirs. */
async function emitUpdated(unit: Unit, { id, visibility }: LockedThread, { isSeenInThread }: { isSeenInThread: boolean }): Promise<void> {
  if (!isSeenInThread && visibility === "private") return;
  const now = await threadNow(unit.tx, id, null);
  if (isSeenInThread) emitThread(unit, now);
  await raiseFeed(unit, now);
}

/**
 * docs/contract.md section 4, `DELETE /api/discussions/messages/:id`: by its author, or a lecturer of the course. Retracts the
 * notifications of the message (section 7). The question itself is deleted only with its thread.
 * @throws AppError not_found, forbidden
 */
export async function deleteMessage({ caller, params }: { caller: Caller; params: Params }): Promise<null> {
  await commit(async (unit) => {
    const found = await lockMessage(unit.tx, params.id, caller.user.id);
    const mine = found.message.author_user_id === caller.user.id;
    if ((!mine && threadPartOf(found.thread, caller.user.id) !== "lecturer") || found.message.position === 1)
      throw new AppError("forbidden", texts.notAllowed);
    await remove(unit, found, caller.user.id);
  });
  return null;
}

async function remove(unit: Unit, { message, thread }: FoundMessage, actorId: string): Promise<void> {
  const { tx } = unit;
  await retract(unit, sql`n.message_id = ${message.id}::uuid`);
  await tx.$executeRaw`DELETE FROM messages WHERE id = ${message.id}::uuid`;
  await dropImages(unit, message.content);
  const at = sql`${thread.id}::uuid`;
  const waiting = thread.status === "open" ? waitingSince(at) : sql`NULL`;
  await tx.$executeRaw`
    UPDATE threads SET version = version + 1, updated_at = ${listedNow()}, waiting_since = ${waiting}, answered_at = ${answeredAt(at)},
      student_answered_at = ${studentAnsweredAt(at)}, accepted_message_id = nullif(accepted_message_id, ${message.id}::uuid)
    WHERE id = ${thread.id}::uuid`;
  const version = thread.version + 1;
  emitRemoved(unit, { threadId: thread.id, messageId: message.id, version }, thread);
  invalidateLists(unit, thread, actorId);
  await emitUpdated(unit, thread, { isSeenInThread: true });
}
