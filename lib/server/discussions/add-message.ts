import { v7 as uuid } from "uuid";
import type { Message, MessageBody, ThreadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { consumePost } from "../consume-for";
import type { Tx } from "../db/client";
import { type Sql, sql } from "../db/sql";
import { threadMessage, threadUpdated } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { changeInboxes } from "../notifications/inbox-changes";
import { fullName } from "../people/names";
import { requirePart } from "./access";
import { type Idempotency, idempotencyOf, requireSameBody } from "./idempotency";
import { listedAt } from "./listed-at";
import { mayPost, requireMayPost } from "./may-post";
import { type MessageRow, selectMessages, toMessage } from "./message-rows";
import { invalidateLists, readOf, threadNotifications } from "./tell";
import { lockThread, toSharedThread } from "./thread-rows";

/**
 * docs/contract.md section 4, `POST …/messages`. The other participant gets `message_added`. The author's notifications of the thread
 * become read. A student's message reopens a resolved thread.
 * @throws AppError not_found; forbidden, also for a person who is blocked in the course; conflict for a key used with another body
 */
export async function addMessage(input: {
  caller: Caller;
  params: ThreadParams;
  body: MessageBody;
  request: RequestContext;
}): Promise<Message> {
  await consumePost(input.caller, input.request.ip);
  const key = idempotencyOf(input.request.idempotencyKey, ["message", input.params.id, input.body.content]);
  return commit((unit) => add(unit, input, key));
}

/**
 * The time of a new message written at `at`. When the clock went back since the last message of the thread, it is 1 ms after that one.
 * Because pages sort messages by it.
 */
const afterLast = (threadId: string, at: Date): Sql => sql`
  greatest(${at}::timestamptz, (
    SELECT CASE WHEN last.created_at > ${at}::timestamptz THEN last.created_at + interval '1 ms' END
    FROM messages last WHERE last.thread_id = ${threadId}::uuid ORDER BY last.position DESC LIMIT 1))`;

async function add(
  unit: Unit,
  { caller, params, body }: { caller: Caller; params: ThreadParams; body: MessageBody },
  key: Idempotency | null,
): Promise<Message> {
  const { tx, emit } = unit;
  const thread = await lockThread(tx, params.id);
  const part = requirePart(thread, caller.user.id, texts.mayNotReply);
  const now = new Date();
  const version = thread.version + 1;
  const reopens = part === "student" && thread.status === "resolved";
  const name = fullName(caller.user);
  const id = uuid();
  const waiting = part === "student" ? sql`coalesce(threads.waiting_since, made.at)` : sql`NULL`;
  const answered = part === "student" ? sql`threads.answered_at` : sql`coalesce(threads.answered_at, made.at)`;
  const status = reopens ? "open" : thread.status;
  const listed = listedAt(sql`made.at`, { student: sql`threads.student_id`, lecturer: sql`threads.lecturer_id` });
  // One statement instead of two, and no look for the key before it is needed, because a reply is the most frequent act of a lecture.
  const [made] = await tx.$queryRaw<{ created_at: Date; updated_at: Date }[]>`
    WITH made AS (
      INSERT INTO messages (id, thread_id, position, author_id, author_role, content, idempotency_key, idempotency_hash, created_at)
      SELECT ${id}::uuid, ${thread.id}::uuid, ${version}, ${caller.user.id}::uuid, ${part}, ${body.content}, ${key?.key ?? null},
             ${key?.hash ?? null}::bytea, ${afterLast(thread.id, now)}
      WHERE ${mayPost(caller.user.id, sql`${thread.course_id}::uuid`)}
      ON CONFLICT (author_id, idempotency_key) DO NOTHING RETURNING created_at AS at)
    UPDATE threads
    SET version = ${version}, updated_at = ${listed}, status = ${status}, waiting_since = ${waiting}, answered_at = ${answered}
    FROM made WHERE threads.id = ${thread.id}::uuid RETURNING made.at AS created_at, threads.updated_at`;
  if (!made) return explainRefusal(tx, caller.user.id, thread.course_id, key);
  const message = toMessage({
    id,
    thread_id: thread.id,
    position: version,
    author_user_id: caller.user.id,
    author_name: name,
    author_role: part,
    content: body.content,
    created_at: made.created_at,
    edited_at: null,
  });
  // The flag says whether the author has anything unread in the thread.
  const isUnread = part === "student" ? thread.student_unread : thread.lecturer_unread;
  await changeInboxes(unit, [
    ...(isUnread ? [readOf(thread.id, caller.user.id)] : []),
    ...threadNotifications(thread, {
      action: "message_added",
      actor: { id: caller.user.id, name },
      at: made.created_at,
      messageId: id,
      text: body.content,
      version,
    }),
  ]);
  emit(threadMessage(message, version));
  if (reopens) {
    const now = toSharedThread({ ...thread, status, version, updated_at: made.updated_at });
    emit(threadUpdated(now));
  }
  invalidateLists(unit, thread, caller.user.id);
  return message;
}

/** Why no message was made. @returns the earlier message, if this key made one @throws AppError conflict, forbidden */
async function explainRefusal(tx: Tx, authorId: string, courseId: string, key: Idempotency | null): Promise<Message> {
  const earlier = key && (await findByIdempotencyKey(tx, authorId, key));
  if (earlier) return earlier;
  await requireMayPost(tx, authorId, courseId);
  throw new Error("a message was neither made, nor there, nor forbidden");
}

async function findByIdempotencyKey(tx: Tx, authorId: string, key: Idempotency): Promise<Message | null> {
  const [row] = await tx.$queryRaw<(MessageRow & { idempotency_hash: Uint8Array })[]>`
    ${selectMessages} WHERE m.author_id = ${authorId}::uuid AND m.idempotency_key = ${key.key}`;
  if (!row) return null;
  const [stored] = await tx.$queryRaw<{ idempotency_hash: Uint8Array }[]>`SELECT idempotency_hash FROM messages WHERE id = ${row.id}::uuid`;
  requireSameBody(stored?.idempotency_hash ?? null, key);
  return toMessage(row);
}
