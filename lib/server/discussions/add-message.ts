import { v7 as uuid } from "uuid";
import type { Message, ReplyBody, ThreadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { pictureIds } from "#lib/contract/picture-address.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { consumePost } from "../consume-for";
import { type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { changeInboxes } from "../notifications/inbox-changes";
import { isStaff, requirePart, type ThreadPart } from "./access";
import { canPostSql, requireCanPost, requireNotArchived } from "./can-post";
import { releaseClaimOnReply } from "./claims";
import { raiseFeed } from "./feed";
import { enqueueAnswerNotifications } from "./followers";
import { type Idempotency, idempotencyOf, requireSameBody } from "./idempotency";
import { linkImages } from "./link-images";
import { listedAt } from "./listed-at";
import { type MessageRow, selectMessages } from "./message-rows";
import { answerState, toMessage } from "./project";
import { emitMessage, emitThread, hasMoreRecipients, invalidateLists, threadNotifications, threadReadWrite } from "./thread-notifications";
import { type LockedThread, lockThread, threadNow } from "./thread-rows";

type Reply = { caller: Caller; params: ThreadParams; body: ReplyBody };

/**
 * docs/contract.md section 4, `POST …/messages`. The other members get `message_added`. The author's notifications of the thread become
 * read. The asker's message reopens a resolved question.
 * @throws AppError not_found; forbidden, also for a person who is blocked in the course, or a student while posting is closed; conflict for
 * a key used with another body, a thread of an archived course's class, or `only_waiting` and nobody waits
 */
export async function addMessage(input: Reply & { request: RequestContext }): Promise<Message> {
  await consumePost(input.caller, input.request.ip);
  const key = idempotencyOf(input.request.idempotencyKey, ["message", input.params.id, input.body.content]);
  try {
    return await commit((unit) => add(unit, input, key), input.caller.stillValid);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return commit((unit) => explainRefusal(unit, input, key));
  }
}

/**
 * The time of a new message written at `at`. When the clock went back since the last message of the thread, it is 1 ms after that one.
 * Because pages sort messages by it.
 */
const messageTimeSql = (threadId: string, at: Date): Sql => sql`
  greatest(${at}::timestamptz, (
    SELECT CASE WHEN last.created_at > ${at}::timestamptz THEN last.created_at + interval '1 ms' END
    FROM messages last WHERE last.thread_id = ${threadId}::uuid ORDER BY last.position DESC LIMIT 1))`;

/** `becomes`: what the row is then, as far as readers are told of it. */
type Changes = { set: Sql; reopens: boolean; becomes: Partial<LockedThread> };

/** What of the thread's row a message of `at` changes, by the part of its author. An announcement waits for nobody. */
function changesBy(part: ThreadPart, thread: LockedThread, at: Date): Changes {
  const isQuestion = thread.kind === "question";
  if (isStaff(part)) {
    const freed = sql`, claimed_by_id = NULL, claimed_until = NULL`;
    const set = sql`, waiting_since = NULL, answered_at = coalesce(threads.answered_at, made.at)${freed}`;
    return { set, reopens: false, becomes: { waiting_since: null, answered_at: thread.answered_at ?? at } };
  }
  if (part === "classmate") {
    const set = sql`, student_answered_at = coalesce(threads.student_answered_at, made.at)`;
    return { set, reopens: false, becomes: { student_answered_at: thread.student_answered_at ?? at } };
  }
  if (!isQuestion) return { set: sql``, reopens: false, becomes: {} };
  const waiting = sql`, waiting_since = coalesce(threads.waiting_since, made.at)`;
  const becomes = { waiting_since: thread.waiting_since ?? at };
  if (thread.status === "open") return { set: waiting, reopens: false, becomes };
  return { set: sql`${waiting}, status = 'open'`, reopens: true, becomes: { ...becomes, status: "open" } };
}

/** What `thread:updated` says of a thread that a message may change, besides its time and version. */
const stateOf = (row: LockedThread): string => [row.status, row.waiting_since !== null, answerState(row)].join();

async function add(unit: Unit, { caller, params, body }: Reply, key: Idempotency | null): Promise<Message> {
  const { tx } = unit;
  const thread = await lockThread(tx, params.id, caller.user.id);
  const part = requirePart(thread, caller.user.id, texts.cannotReply);
  requireNotArchived(thread);
  if (body.only_waiting && thread.waiting_since === null) return earlierOr(tx, caller.user.id, key, texts.notWaiting);
  const at = new Date();
  const { set, reopens, becomes } = changesBy(part, thread, at);
  const row: MessageRow = {
    id: uuid(),
    thread_id: thread.id,
    position: thread.version + 1,
    author_user_id: caller.user.id,
    author_name: fullName(caller.user),
    author_role: isStaff(part) ? part : "student",
    content: body.content,
    created_at: at,
    edited_at: null,
    endorsed_by_name: null,
    endorsed_at: null,
    anonymous: thread.anonymous,
    student_id: thread.student_id,
    alias_id: thread.alias_id,
  };
  return writeAndNotify(unit, thread, { row, part, reopens, becomes, insert: () => insertMessage(tx, thread, { row, part, set, key }) });
}

type Written = Pick<LockedThread, "created_at" | "updated_at">;
type Insertion = { row: MessageRow; part: ThreadPart; set: Sql; key: Idempotency | null };

/**
 * Writes a message and changes its thread. Fails, and with it the transaction, when the author may not write there or has used the key
 * (`isRefusal`): the statements behind this one, and COMMIT, are on their way by then.
 * @returns when it was written, and the time by which the thread is listed now
 */
async function insertMessage(tx: Tx, thread: LockedThread, { row, part, set, key }: Insertion): Promise<Written> {
  const listed = listedAt(sql`made.at`, { student: sql`threads.student_id`, lecturer: sql`threads.lecturer_id` });
  // One statement instead of three, and no look for the key before it is needed, because a reply is the most frequent act of a lecture.
  const [made] = await tx.$queryRaw<Written[]>`
    WITH made AS (
      INSERT INTO messages (id, thread_id, position, author_id, author_role, content, idempotency_key, idempotency_hash, created_at)
      SELECT ${row.id}::uuid, ${thread.id}::uuid, ${row.position}, ${row.author_user_id}::uuid, ${row.author_role}, ${row.content},
             ${key?.key ?? null}, ${key?.hash ?? null}::bytea, ${messageTimeSql(thread.id, row.created_at)}
      WHERE ${canPostSql(row.author_user_id, sql`${thread.course_id}::uuid`, { isStaff: isStaff(part) })}
      ON CONFLICT (author_id, idempotency_key) DO NOTHING RETURNING created_at AS at),
    changed AS (
      UPDATE threads SET version = ${row.position}, updated_at = ${listed}${set}
      FROM made WHERE threads.id = ${thread.id}::uuid RETURNING made.at, threads.updated_at)
    SELECT max(at) AS created_at, max(updated_at) AS updated_at, 1 / count(*) FROM changed`;
  return made ?? { created_at: row.created_at, updated_at: row.created_at };
}

/** Whether `insertMessage` has divided by the number of messages that it made. */
const isRefusal = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "22012";

type Added = { row: MessageRow; part: ThreadPart; insert: () => Promise<Written> } & Omit<Changes, "set">;

async function writeAndNotify(unit: Unit, thread: LockedThread, { row, part, reopens, becomes, insert }: Added): Promise<Message> {
  const { position: version, author_user_id: authorId } = row;
  const act = {
    action: "message_added" as const,
    actor: { id: authorId, name: row.author_name },
    at: row.created_at,
    messageId: row.id,
    text: row.content,
    version,
  };
  const isMore = hasMoreRecipients(thread, act);
  const isOfClass = thread.visibility === "class";
  const isAll = !isMore && !reopens && !isOfClass && pictureIds(row.content).length === 0;
  const write = () =>
    Promise.all([
      insert(),
      // The flag says whether the author has anything unread in the thread.
      changeInboxes(unit, [...(thread.unread ? [threadReadWrite(thread.id, authorId)] : []), ...threadNotifications(thread, act)]),
    ]);
  // A private reply is two writes to the database: the lock, and everything else with COMMIT.
  const [{ created_at, updated_at }] = await (isAll ? unit.last(write) : write());
  const message = { ...row, created_at };
  if (!isAll) await linkImages(unit.tx, message);
  if (isMore) await unit.enqueue("tell-followers", { messageId: row.id });
  emitMessage(unit, message, thread, version);
  releaseClaimOnReply(unit, thread, part);
  const after = { ...thread, ...becomes, version, updated_at };
  const hasTurned = stateOf(after) !== stateOf(thread) || part === "classmate";
  if (reopens || isOfClass) {
    const now = await threadNow(unit.tx, thread.id, authorId);
    if (hasTurned) emitThread(unit, now);
    if (isStaff(part)) await enqueueAnswerNotifications(unit, now, row.id);
    invalidateLists(unit, thread, authorId);
    await raiseFeed(unit, now);
  } else {
    if (hasTurned) emitThread(unit, after);
    invalidateLists(unit, thread, authorId);
  }
  return toMessage(message);
}

/** The message that this key has made. @throws AppError conflict, for that reason, when it has made none */
async function earlierOr(tx: Tx, authorId: string, key: Idempotency | null, reason: string): Promise<Message> {
  const earlier = key && (await findByIdempotencyKey(tx, authorId, key));
  if (!earlier) throw new AppError("conflict", reason);
  return earlier;
}

/** After a refusal. @returns the earlier message, if this key made one @throws AppError conflict, forbidden */
async function explainRefusal(unit: Unit, input: Reply, key: Idempotency | null): Promise<Message> {
  const { tx } = unit;
  const authorId = input.caller.user.id;
  const thread = await lockThread(tx, input.params.id, authorId);
  const part = requirePart(thread, authorId, texts.cannotReply);
  const earlier = key && (await findByIdempotencyKey(tx, authorId, key));
  if (earlier) return earlier;
  await requireCanPost(tx, authorId, thread.course_id, { isStaff: isStaff(part) });
  // They may by now.
  return add(unit, input, key);
}

async function findByIdempotencyKey(tx: Tx, authorId: string, key: Idempotency): Promise<Message | null> {
  const [row] = await tx.$queryRaw<(MessageRow & { idempotency_hash: Uint8Array })[]>`
    ${selectMessages} WHERE m.author_id = ${authorId}::uuid AND m.idempotency_key = ${key.key}`;
  if (!row) return null;
  const [stored] = await tx.$queryRaw<{ idempotency_hash: Uint8Array }[]>`SELECT idempotency_hash FROM messages WHERE id = ${row.id}::uuid`;
  requireSameBody(stored?.idempotency_hash ?? null, key);
  return toMessage(row);
}
