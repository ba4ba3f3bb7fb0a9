import type { ThreadDiscussionPayload } from "#lib/contract/notifications.ts";
import { commit, type Unit } from "../commit";
import { lowestId, sql } from "../db/sql";
import type { Handler } from "../jobs/work";
import { isUnread } from "../notifications/counts";
import { changeInboxes, lockInboxes } from "../notifications/inbox-changes";
import { removeFromMany } from "../notifications/many-inboxes";
import { emitThreads } from "./emit-threads";
import { listedAt } from "./listed-at";

/** How many threads one transaction changes. */
const threadsPerBatch = 20;

type Moving = { id: string; lecturer_id: string };
type Unread = { payload: ThreadDiscussionPayload; thread_id: string; message_id: string | null; thread_version: number | null };

/**
 * The job `leave-staff`: what is left to do when somebody no longer teaches a course. All notifications of its threads leave their inbox,
 * but for those they asked themselves; what they claimed is free; what was asked of them becomes the owner's.
 */
export const leaveStaff: Handler<"leave-staff"> = async ({ courseId, userId }, run) => {
  // First, because the owner gets what the other one had not read.
  await moveThreads({ courseId }, run);
  for (let after: string | undefined = lowestId; after; ) {
    run.signal.throwIfAborted();
    const from: string = after;
    after = await commit((unit) => forget(unit, courseId, userId, from));
  }
};

/** @returns the id of the last thread of this batch; undefined when there was none, or they teach the course again */
async function forget(unit: Unit, courseId: string, userId: string, after: string): Promise<string | undefined> {
  const { tx, emit } = unit;
  const threads = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM threads t
    WHERE t.course_id = ${courseId}::uuid AND t.id > ${after}::uuid AND t.student_id <> ${userId}::uuid
      AND (EXISTS (SELECT 1 FROM thread_members m WHERE m.thread_id = t.id AND m.user_id = ${userId}::uuid)
        OR t.claimed_by_id = ${userId}::uuid)
      AND NOT EXISTS (SELECT 1 FROM course_staff s WHERE s.course_id = t.course_id AND s.user_id = ${userId}::uuid)
    ORDER BY t.id LIMIT ${threadsPerBatch} FOR NO KEY UPDATE OF t`;
  if (threads.length === 0) return undefined;
  const ids = threads.map(({ id }) => id);
  await removeFromMany(unit, [userId], sql`n.thread_id = ANY(${ids}::uuid[])`);
  await tx.$executeRaw`DELETE FROM muted_threads WHERE thread_id = ANY(${ids}::uuid[]) AND user_id = ${userId}::uuid`;
  await tx.$executeRaw`
    UPDATE threads SET claimed_by_id = NULL, claimed_until = NULL WHERE id = ANY(${ids}::uuid[]) AND claimed_by_id = ${userId}::uuid`;
  emit({ to: "leaver", userId, threadIds: ids });
  return ids.at(-1);
}

/**
 * Gives the threads of a course that were asked of somebody who no longer teaches it to its owner, in batches. Started again, it goes on
 * with the rest. The owner gets the notifications that the other one had not read, where they have none of the same.
 */
export const moveThreads: Handler<"move-threads"> = async ({ courseId }, { signal }) => {
  for (;;) {
    signal.throwIfAborted();
    const moved = await commit((unit) => moveSome(unit, courseId));
    if (!moved) return;
  }
};

/** @returns whether there were any to move */
async function moveSome(unit: Unit, courseId: string): Promise<boolean> {
  const { tx, emit } = unit;
  const [course] = await tx.$queryRaw<{ lecturer_id: string }[]>`
    SELECT lecturer_id FROM courses WHERE id = ${courseId}::uuid AND deleted_at IS NULL FOR SHARE`;
  if (!course) return false;
  const to = course.lecturer_id;
  // The threads of a batch may have several former lecturers, after two changes in a row.
  const moving = await tx.$queryRaw<Moving[]>`
    SELECT id, lecturer_id FROM threads WHERE course_id = ${courseId}::uuid AND lecturer_id <> ${to}::uuid
      AND NOT EXISTS (SELECT 1 FROM course_staff s WHERE s.course_id = threads.course_id AND s.user_id = threads.lecturer_id)
    ORDER BY id LIMIT ${threadsPerBatch} FOR NO KEY UPDATE`;
  if (moving.length === 0) return false;
  const before = [...new Set(moving.map((thread) => thread.lecturer_id))];
  const ids = moving.map((thread) => thread.id);
  await lockInboxes(tx, [...before, to]);

  const unread = await tx.$queryRaw<Unread[]>`
    SELECT n.payload, n.thread_id, n.message_id, n.thread_version FROM notifications n JOIN threads t ON t.id = n.thread_id
    WHERE n.thread_id = ANY(${ids}::uuid[]) AND n.user_id = t.lecturer_id AND ${isUnread(sql`n`)}
      AND NOT EXISTS (SELECT 1 FROM notifications own WHERE own.user_id = ${to}::uuid AND own.thread_id = n.thread_id
        AND own.message_id IS NOT DISTINCT FROM n.message_id AND own.thread_version IS NOT DISTINCT FROM n.thread_version)
    ORDER BY n.created_at, n.id`;
  const theirs = sql`n.thread_id = ANY(${ids}::uuid[])
    AND n.user_id <> (SELECT student_id FROM threads WHERE id = n.thread_id)`;
  await removeFromMany(unit, before, theirs);
  for (const userId of before)
    emit({ to: "leaver", userId, threadIds: moving.filter((thread) => thread.lecturer_id === userId).map((thread) => thread.id) });
  await tx.$executeRaw`DELETE FROM muted_threads WHERE thread_id = ANY(${ids}::uuid[]) AND user_id = ANY(${before}::uuid[])`;
  const listed = listedAt(sql`${new Date()}::timestamptz`, { student: sql`threads.student_id`, lecturer: sql`${to}::uuid` });
  await tx.$executeRaw`
    UPDATE threads SET lecturer_id = ${to}::uuid, version = version + 1, lecturer_unread = EXISTS (
        SELECT 1 FROM thread_members m WHERE m.thread_id = threads.id AND m.user_id = ${to}::uuid AND m.unread), updated_at = ${listed}
    WHERE id = ANY(${ids}::uuid[])`;
  await changeInboxes(
    unit,
    unread.map((row) => ({
      userId: to,
      kind: "add",
      notification: {
        type: "thread/discussion",
        payload: row.payload,
        threadId: row.thread_id,
        ...(row.message_id && { messageId: row.message_id }),
        ...(row.thread_version && { threadVersion: row.thread_version }),
      },
    })),
  );
  await emitThreads(unit, ids);
  return true;
}
