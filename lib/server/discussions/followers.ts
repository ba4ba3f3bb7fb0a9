import type { FollowBody, Thread, ThreadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { ThreadAction } from "#lib/contract/notifications.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { read, type Sql, sql } from "../db/sql";
import type { Handler } from "../jobs/work";
import { inBatches } from "../notifications/fan-out";
import { addOrRewrite } from "../notifications/many-inboxes";
import { requirePart } from "./access";
import { type MessageRow, selectMessages } from "./message-rows";
import { toThread } from "./project";
import { payloadOf } from "./thread-notifications";
import { lockThread, selectThreads, type ThreadRow, threadNow } from "./thread-rows";

/**
 * docs/contract.md section 13, `PUT …/follow`: every message, the first answer, nothing by itself, or nothing whatever happens.
 * @throws AppError not_found, forbidden
 */
export async function followThread({ caller, params, body }: { caller: Caller; params: ThreadParams; body: FollowBody }): Promise<Thread> {
  const userId = caller.user.id;
  return commit(async ({ tx }) => {
    const thread = await lockThread(tx, params.id, userId);
    requirePart(thread, userId, texts.cannotView);
    if (body.level === "muted")
      await tx.$executeRaw`
        INSERT INTO muted_threads (user_id, thread_id) VALUES (${userId}::uuid, ${thread.id}::uuid) ON CONFLICT DO NOTHING`;
    else {
      await tx.$executeRaw`DELETE FROM muted_threads WHERE user_id = ${userId}::uuid AND thread_id = ${thread.id}::uuid`;
      await tx.$executeRaw`
        INSERT INTO thread_members (thread_id, user_id, level) VALUES (${thread.id}::uuid, ${userId}::uuid, ${body.level})
        ON CONFLICT (thread_id, user_id) DO UPDATE SET level = excluded.level`;
    }
    return toThread(await threadNow(tx, thread.id, userId));
  });
}

/**
 * Has a job notify those who wait for the first answer (`thread_answered`), in the transaction that makes the answer the staff's. Once for
 * a thread, for ever.
 */
export async function enqueueAnswerNotifications({ tx, enqueue }: Unit, thread: ThreadRow, messageId: string): Promise<void> {
  if (thread.visibility !== "class" || thread.kind !== "question") return;
  const first = await tx.$executeRaw`UPDATE threads SET answer_told = true WHERE id = ${thread.id}::uuid AND NOT answer_told`;
  if (first > 0) await enqueue("tell-answered", { messageId });
}

/** Followers `m` of a thread `t` who are still in its course. */
const followers = (threadId: string, and: Sql): Sql => sql`
  SELECT m.user_id FROM thread_members m JOIN threads t ON t.id = m.thread_id
  WHERE m.thread_id = ${threadId}::uuid AND ${and} AND (
    EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = t.course_id AND e.student_id = m.user_id)
    OR EXISTS (SELECT 1 FROM course_staff s WHERE s.course_id = t.course_id AND s.user_id = m.user_id))`;

/** The job `tell-followers`: notifies those of a message whom the act itself left out, because they are many. */
export const notifyFollowers: Handler<"tell-followers"> = ({ messageId }, { signal }) =>
  notifyFollowersOf(messageId, "message_added", sql`(m.level = 'all' OR (m.level IS NULL AND m.wrote))`, signal);

/** The job `tell-answered`: notifies those who wait for the first answer. Who hears every message has heard of it. */
export const notifyOfFirstAnswer: Handler<"tell-answered"> = ({ messageId }, { signal }) =>
  notifyFollowersOf(messageId, "thread_answered", sql`(m.level = 'answers' OR (m.level IS NULL AND m.voted AND NOT m.wrote))`, signal);

async function notifyFollowersOf(messageId: string, action: ThreadAction, and: Sql, signal: AbortSignal): Promise<void> {
  const [message] = await read<MessageRow>(sql`${selectMessages} WHERE m.id = ${messageId}::uuid`);
  if (!message) return;
  const { thread_id: threadId, author_user_id: authorId } = message;
  const people = sql`SELECT f.user_id FROM (${followers(threadId, and)}) f WHERE f.user_id <> ${authorId}::uuid`;
  // Each batch keeps the thread locked, in which the class is writing.
  await inBatches({ people, signal, canGrow: false }, (userIds) =>
    commit(async (unit) => {
      // The class may have lost it meanwhile, and the message may be gone or changed.
      const [thread] = await unit.tx.$queryRaw<ThreadRow[]>`
        ${selectThreads(null)} WHERE t.id = ${threadId}::uuid AND t.visibility = 'class' FOR NO KEY UPDATE OF t`;
      const [now] = await unit.tx.$queryRaw<MessageRow[]>`${selectMessages} WHERE m.id = ${messageId}::uuid`;
      if (!thread || !now) return false;
      const actor = { id: authorId, name: now.author_name };
      const payload = payloadOf(thread, { action, actor, at: now.created_at, text: now.content, messageId, version: now.position });
      await addOrRewrite(unit, userIds, { payload, threadId, messageId, threadVersion: now.position });
      return true;
    }),
  );
}
