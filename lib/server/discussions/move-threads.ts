import type { ThreadDiscussionPayload } from "#lib/contract/notifications.ts";
import { commit, type Unit } from "../commit";
import { sql } from "../db/sql";
import type { Handler } from "../jobs/work";
import { changeInboxes, lockInboxes } from "../notifications/inbox-changes";
import { removeFromMany } from "../notifications/many-inboxes";
import { listedAt } from "./listed-at";
import { tellThreads } from "./tell-threads";

/** How many threads one transaction moves. */
const batch = 20;

type Moving = { id: string; lecturer_id: string };
type Unread = { payload: ThreadDiscussionPayload; thread_id: string; message_id: string | null; thread_version: number | null };

/**
 * Moves the threads of a course to its new lecturer, in batches. Started again, it goes on with the rest. The new lecturer gets the
 * notifications that the former one had not read. All notifications of these threads leave the former lecturer's inbox, because they take
 * part no more.
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
    ORDER BY id LIMIT ${batch} FOR NO KEY UPDATE`;
  if (moving.length === 0) return false;
  const before = [...new Set(moving.map((thread) => thread.lecturer_id))];
  const ids = moving.map((thread) => thread.id);
  await lockInboxes(tx, [...before, to]);

  const unread = await tx.$queryRaw<Unread[]>`
    SELECT n.payload, n.thread_id, n.message_id, n.thread_version FROM notifications n JOIN threads t ON t.id = n.thread_id
    WHERE n.thread_id = ANY(${ids}::uuid[]) AND n.user_id = t.lecturer_id AND n.counted AND n.removed_at IS NULL AND n.read_at IS NULL
    ORDER BY n.created_at, n.id`;
  await removeFromMany(unit, before, sql`n.thread_id = ANY(${ids}::uuid[])`);
  for (const userId of before)
    emit({ to: "leaver", userId, threadIds: moving.filter((thread) => thread.lecturer_id === userId).map((thread) => thread.id) });
  await tx.$executeRaw`DELETE FROM muted_threads WHERE thread_id = ANY(${ids}::uuid[]) AND user_id = ANY(${before}::uuid[])`;
  const listed = listedAt(sql`${new Date()}::timestamptz`, { student: sql`threads.student_id`, lecturer: sql`${to}::uuid` });
  await tx.$executeRaw`
    UPDATE threads SET lecturer_id = ${to}::uuid, lecturer_unread = false, version = version + 1, updated_at = ${listed}
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
  await tellThreads(unit, ids);
  return true;
}
