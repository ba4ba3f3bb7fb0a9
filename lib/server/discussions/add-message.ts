import { v7 as uuid } from "uuid";
import type { Message, ReplyBody, ThreadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { consumePost } from "../consume-for";
import { type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { changeInboxes } from "../notifications/inbox-changes";
import { fullName } from "../people/names";
import { isStaff, requirePart, type ThreadPart } from "./access";
import { freeOnReply } from "./claims";
import { raiseFeed } from "./feed";
import { tellClassOfAnswer } from "./followers";
import { type Idempotency, idempotencyOf, requireSameBody } from "./idempotency";
import { linkImages } from "./link-images";
import { listedAt } from "./listed-at";
import { mayPost, requireMayPost, requireOpen } from "./may-post";
import { type MessageRow, selectMessages } from "./message-rows";
import { toMessage } from "./project";
import { emitMessage, emitThread, hasMoreRecipients, invalidateLists, readOf, threadNotifications } from "./tell";
import { type LockedThread, lockThread, threadNow } from "./thread-rows";

/**
 * docs/contract.md section 4, `POST …/messages`. The other members get `message_added`. The author's notifications of the thread become
 * read. The asker's message reopens a resolved question.
 * @throws AppError not_found; forbidden, also for a person who is blocked in the course, or a student while posting is closed; conflict for
 * a key used with another body, a thread of an archived course's class, or `only_waiting` and nobody waits
 */
export async function addMessage(input: {
  caller: Caller;
  params: ThreadParams;
  body: ReplyBody;
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

/** What of the thread's row a message changes, by the part of its author. An announcement waits for nobody. */
function changesBy(part: ThreadPart, { kind, status }: LockedThread): { set: Sql; reopens: boolean } {
  const reopens = part === "asker" && status === "resolved" && kind === "question";
  const isQuestion = kind === "question";
  if (isStaff(part)) {
    const freed = sql`, claimed_by_id = NULL, claimed_until = NULL`;
    return { set: sql`, waiting_since = NULL, answered_at = coalesce(threads.answered_at, made.at)${freed}`, reopens };
  }
  if (part === "classmate") return { set: sql`, student_answered_at = coalesce(threads.student_answered_at, made.at)`, reopens };
  const waiting = isQuestion ? sql`, waiting_since = coalesce(threads.waiting_since, made.at)` : sql``;
  return { set: reopens ? sql`${waiting}, status = 'open'` : waiting, reopens };
}

async function add(
  unit: Unit,
  { caller, params, body }: { caller: Caller; params: ThreadParams; body: ReplyBody },
  key: Idempotency | null,
): Promise<Message> {
  const { tx } = unit;
  const thread = await lockThread(tx, params.id, caller.user.id);
  const part = requirePart(thread, caller.user.id, texts.mayNotReply);
  requireOpen(thread);
  if (body.only_waiting && thread.waiting_since === null) return earlierOr(tx, caller.user.id, key, texts.notWaiting);
  const version = thread.version + 1;
  const { set, reopens } = changesBy(part, thread);
  const id = uuid();
  const role = isStaff(part) ? part : "student";
  const listed = listedAt(sql`made.at`, { student: sql`threads.student_id`, lecturer: sql`threads.lecturer_id` });
  // One statement instead of two, and no look for the key before it is needed, because a reply is the most frequent act of a lecture.
  const [made] = await tx.$queryRaw<{ created_at: Date }[]>`
    WITH made AS (
      INSERT INTO messages (id, thread_id, position, author_id, author_role, content, idempotency_key, idempotency_hash, created_at)
      SELECT ${id}::uuid, ${thread.id}::uuid, ${version}, ${caller.user.id}::uuid, ${role}, ${body.content}, ${key?.key ?? null},
             ${key?.hash ?? null}::bytea, ${afterLast(thread.id, new Date())}
      WHERE ${mayPost(caller.user.id, sql`${thread.course_id}::uuid`, { isStaff: isStaff(part) })}
      ON CONFLICT (author_id, idempotency_key) DO NOTHING RETURNING created_at AS at)
    UPDATE threads SET version = ${version}, updated_at = ${listed}${set}
    FROM made WHERE threads.id = ${thread.id}::uuid RETURNING made.at AS created_at`;
  if (!made) return explainRefusal(tx, caller.user.id, thread, key, part);
  const row: MessageRow = {
    id,
    thread_id: thread.id,
    position: version,
    author_user_id: caller.user.id,
    author_name: fullName(caller.user),
    author_role: role,
    content: body.content,
    created_at: made.created_at,
    edited_at: null,
    endorsed_by_name: null,
    endorsed_at: null,
    anonymous: thread.anonymous,
    student_id: thread.student_id,
    alias_id: thread.alias_id,
  };
  await linkImages(tx, row);
  await tell(unit, thread, { row, version, part, reopens });
  return toMessage(row);
}

type Added = { row: MessageRow; version: number; part: ThreadPart; reopens: boolean };

async function tell(unit: Unit, thread: LockedThread, { row, version, part, reopens }: Added): Promise<void> {
  const authorId = row.author_user_id;
  const act = {
    action: "message_added" as const,
    actor: { id: authorId, name: row.author_name },
    at: row.created_at,
    messageId: row.id,
    text: row.content,
    version,
  };
  // The flag says whether the author has anything unread in the thread.
  const notify = () => changeInboxes(unit, [...(thread.unread ? [readOf(thread.id, authorId)] : []), ...threadNotifications(thread, act)]);
  const isMore = hasMoreRecipients(thread, act);
  await (isMore || reopens || thread.visibility === "class" ? notify() : unit.last(notify));
  if (isMore) await unit.enqueue("tell-followers", { messageId: row.id });
  emitMessage(unit, row, thread, version);
  freeOnReply(unit, thread, part);
  if (reopens || thread.visibility === "class") {
    const now = await threadNow(unit.tx, thread.id, authorId);
    if (reopens || now.answered_at?.getTime() !== thread.answered_at?.getTime() || part === "classmate") emitThread(unit, now);
    if (isStaff(part)) await tellClassOfAnswer(unit, now, row.id);
    invalidateLists(unit, thread, authorId);
    await raiseFeed(unit, now);
    return;
  }
  invalidateLists(unit, thread, authorId);
}

/** The message that this key has made. @throws AppError conflict, for that reason, when it has made none */
async function earlierOr(tx: Tx, authorId: string, key: Idempotency | null, reason: string): Promise<Message> {
  const earlier = key && (await findByIdempotencyKey(tx, authorId, key));
  if (!earlier) throw new AppError("conflict", reason);
  return earlier;
}

/** Why no message was made. @returns the earlier message, if this key made one @throws AppError conflict, forbidden */
async function explainRefusal(tx: Tx, authorId: string, thread: LockedThread, key: Idempotency | null, part: ThreadPart): Promise<Message> {
  const earlier = key && (await findByIdempotencyKey(tx, authorId, key));
  if (earlier) return earlier;
  await requireMayPost(tx, authorId, thread.course_id, { isStaff: isStaff(part) });
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
