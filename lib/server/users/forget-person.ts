import { texts } from "#lib/contract/errors.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { commit, type Unit } from "../commit";
import { lowestId, read, type Sql, sql } from "../db/sql";
import { type Tx, transaction } from "../db/transaction";
import { bumpThreadVersions } from "../discussions/bump-thread-versions";
import { rewrite } from "../notifications/rewrite";

type Person = { id: string; name: string; role: string };

/** How many inboxes, and how many of the person's own rows, one transaction changes. */
const inboxesPerBatch = 50;
const ownRowsPerBatch = 1000;

/**
 * Removes what is stored in many places of a deleted person. Other people's notifications name them `Deleted user`; their own notifications
 * are deleted, and at last their name. Works in batches and skips what is done, so it may be stopped and begun again.
 */
export async function forgetPerson(userId: string, signal?: AbortSignal): Promise<void> {
  const [row] = await read<{ id: string; first_name: string; last_name: string; role: string }>(
    sql`SELECT id, first_name, last_name, role FROM users WHERE id = ${userId}::uuid AND deleted_at IS NOT NULL`,
  );
  if (!row) return;
  const person: Person = { id: row.id, name: fullName(row), role: row.role };
  await bumpThreadVersions(userId, { ...(signal && { signal }), and: (unit, ids) => forgetInThreads(unit, person, ids) });
  await forgetInCourseNews(person, signal);
  while ((await transaction((tx) => deleteOwnNotifications(tx, userId))) === ownRowsPerBatch) signal?.throwIfAborted();
  await transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE notifications SET payload = payload - 'userName' || '{"email": ""}'
      WHERE type = 'user/created' AND payload->>'userId' = ${userId}`;
    await tx.$executeRaw`UPDATE thread_members SET unread = false WHERE user_id = ${userId}::uuid AND unread`;
    await tx.$executeRaw`UPDATE users SET first_name = '', last_name = '' WHERE id = ${userId}::uuid`;
  });
}

const deleted = JSON.stringify(texts.deletedUser);
const nameless = (field: string): Sql => sql`jsonb_set(n.payload, ARRAY[${field}], ${deleted}::jsonb)`;

/**
 * Renames them in the notifications of one batch of threads, which are locked. A notification's actor is the author of its message, or else
 * the other participant.
 */
async function forgetInThreads(unit: Unit, { id, name }: Person, threadIds: string[]): Promise<void> {
  await unit.tx.$executeRaw`
    UPDATE threads SET
      student_unread = student_unread AND student_id <> ${id}::uuid,
      lecturer_unread = lecturer_unread AND lecturer_id <> ${id}::uuid,
      status = CASE WHEN student_id = ${id}::uuid THEN 'resolved' ELSE status END,
      waiting_since = CASE WHEN student_id = ${id}::uuid THEN NULL ELSE waiting_since END
    WHERE id = ANY(${threadIds}::uuid[])`;
  const theirs = sql`
    EXISTS (SELECT 1 FROM threads named WHERE named.id = n.thread_id AND NOT (named.anonymous AND named.student_id = ${id}::uuid)) AND
    n.thread_id = ANY(${threadIds}::uuid[]) AND n.user_id <> ${id}::uuid AND n.payload->>'authorName' <> ${texts.deletedUser} AND (
    n.payload->>'authorName' = ${name}
    OR EXISTS (SELECT 1 FROM messages m WHERE m.id = n.message_id AND m.author_id = ${id}::uuid)
      OR n.message_id IS NULL
        AND EXISTS (SELECT 1 FROM threads t WHERE t.id = n.thread_id AND ${id}::uuid IN (t.student_id, t.lecturer_id)))`;
  await rewrite(unit, theirs, nameless("authorName"));
}

/** Renames them in the notifications of courses that they made, and of what they announced. */
async function forgetInCourseNews({ id }: Person, signal?: AbortSignal): Promise<void> {
  const made = sql`n.type = 'course/created' AND n.payload->>'lecturerId' = ${id} AND n.payload->>'lecturerName' <> ${texts.deletedUser}`;
  await forgetInMany(made, "lecturerName", signal);
  const announced = sql`n.type = 'course/announcement' AND n.payload->>'authorName' <> ${texts.deletedUser}
    AND n.subject_id IN (SELECT t.id FROM threads t WHERE t.student_id = ${id}::uuid AND t.kind = 'announcement')`;
  await forgetInMany(announced, "authorName", signal);
}

async function forgetInMany(theirs: Sql, field: string, signal?: AbortSignal): Promise<void> {
  for (let after: string | undefined = lowestId; after; ) {
    signal?.throwIfAborted();
    const from: string = after;
    after = await commit(async (unit) => {
      const owners = await unit.tx.$queryRaw<{ user_id: string }[]>`
        SELECT DISTINCT n.user_id FROM notifications n WHERE n.user_id > ${from}::uuid AND ${theirs}
        ORDER BY n.user_id LIMIT ${inboxesPerBatch}`;
      const ids = owners.map(({ user_id }) => user_id);
      if (ids.length === 0) return undefined;
      await rewrite(unit, sql`n.user_id = ANY(${ids}::uuid[]) AND ${theirs}`, nameless(field));
      return ids.at(-1);
    });
  }
}

const deleteOwnNotifications = (tx: Tx, userId: string) => tx.$executeRaw`
  DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE user_id = ${userId}::uuid LIMIT ${ownRowsPerBatch})`;
