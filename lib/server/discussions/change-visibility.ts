import type { Thread, Visibility } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import type { Unit } from "../commit";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { removeFromMany } from "../notifications/many-inboxes";
import { rewrite } from "../notifications/rewrite";
import { requireAskerOrStaff, requirePart } from "./access";
import { requireCanPost, requireNotArchived } from "./can-post";
import { addToFeed, raiseFeed, removeFromFeed } from "./feed";
import { listedNow } from "./listed-at";
import { anonymousName, toThread } from "./project";
import { emitThread, invalidateLists } from "./thread-notifications";
import { type LockedThread, lockThread, threadNow } from "./thread-rows";

/**
 * Shows a question to the class, by its asker while nobody else has written in it; or takes it back, by its asker or the staff at any time.
 * Classmates lose it at once, those who wrote in it as well. Their messages and votes are kept.
 * @throws AppError not_found, forbidden, conflict
 */
export async function setVisibility(unit: Unit, caller: Caller, id: string, visibility: Visibility): Promise<Thread> {
  const before = await lockThread(unit.tx, id, caller.user.id);
  const part = requireAskerOrStaff(before, caller.user.id, texts.cannotChange);
  if (before.kind === "announcement") throw new AppError("conflict", texts.announcementIsForClass);
  if (before.visibility === visibility) return toThread(before);
  if (visibility === "private") return makePrivate(unit, caller, before);
  if (part !== "asker") throw new AppError("forbidden", texts.cannotChange);
  await requireCanShow(unit, before, caller.user.id);
  await unit.tx.$executeRaw`
    UPDATE threads SET visibility = 'class', version = version + 1, updated_at = ${listedNow()} WHERE id = ${id}::uuid`;
  const after = await threadNow(unit.tx, id, caller.user.id);
  emitThread(unit, after);
  invalidateLists(unit, after, caller.user.id);
  await addToFeed(unit, after);
  return toThread(after);
}

async function requireCanShow({ tx }: Unit, thread: LockedThread, userId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ others: boolean; off: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM messages m WHERE m.thread_id = ${thread.id}::uuid AND m.author_id <> ${userId}::uuid) AS others,
      (SELECT class_questions = 'off' FROM courses WHERE id = ${thread.course_id}::uuid) AS off`;
  if (row?.others) throw new AppError("conflict", texts.othersWrote);
  requireNotArchived({ ...thread, visibility: "class" });
  await requireCanPost(tx, userId, thread.course_id, { isStaff: false });
  if (row?.off) throw new AppError("forbidden", texts.classQuestionsOff);
}

async function makePrivate(unit: Unit, caller: Caller, before: LockedThread): Promise<Thread> {
  const { tx } = unit;
  await tx.$executeRaw`
    UPDATE threads SET visibility = 'private', class_seq = NULL, version = version + 1, updated_at = ${listedNow()}
    WHERE id = ${before.id}::uuid`;
  const inside = before.members.filter(({ part }) => part !== "classmate").map(({ userId }) => userId);
  const classmates = await tx.$queryRaw<{ user_id: string }[]>`
    SELECT DISTINCT user_id FROM notifications
    WHERE thread_id = ${before.id}::uuid AND removed_at IS NULL AND NOT user_id = ANY(${inside}::uuid[])`;
  if (classmates.length > 0)
    await removeFromMany(
      unit,
      classmates.map((row) => row.user_id),
      sql`n.thread_id = ${before.id}::uuid`,
    );
  const after = await threadNow(tx, before.id, caller.user.id);
  emitThread(unit, after);
  // Their sockets leave the room with it.
  unit.emit({ to: "class", threadId: after.id, event: "thread:removed", body: { threadId: after.id, version: after.version } });
  invalidateLists(unit, after, caller.user.id);
  await removeFromFeed(unit, after, true);
  return toThread(after);
}

/**
 * Takes the asker's name off a thread of the class, from stored notifications as well. There is no way back.
 * @throws AppError not_found; forbidden for all but its asker, and where anonymous questions are off; conflict
 */
export async function setAnonymous(unit: Unit, caller: Caller, id: string, anonymous: boolean): Promise<Thread> {
  const { tx } = unit;
  const before = await lockThread(tx, id, caller.user.id);
  if (requirePart(before, caller.user.id, texts.cannotChange) !== "asker") throw new AppError("forbidden", texts.cannotChange);
  if (!anonymous) throw new AppError("conflict", texts.staysAnonymous);
  if (before.anonymous) return toThread(before);
  if (before.visibility !== "class") throw new AppError("conflict", texts.anonymousIsForClass);
  const [course] = await tx.$queryRaw<{ off: boolean }[]>`
    SELECT anonymity = 'off' AS off FROM courses WHERE id = ${before.course_id}::uuid`;
  if (course?.off) throw new AppError("forbidden", texts.anonymousOff);
  // Two versions at once: an open page that hears of the second fetches the thread, and with it the messages, under their new name.
  await tx.$executeRaw`UPDATE threads SET anonymous = true, version = version + 2 WHERE id = ${id}::uuid`;
  await forgetAsker(unit, before);
  const after = await threadNow(tx, id, caller.user.id);
  emitThread(unit, after);
  invalidateLists(unit, after, caller.user.id);
  await raiseFeed(unit, after);
  return toThread(after);
}

/** Takes the asker's name out of what is stored in inboxes of a thread that is locked. */
export async function forgetAsker(unit: Unit, thread: LockedThread): Promise<void> {
  const isTheirs = sql`(
    EXISTS (SELECT 1 FROM messages m WHERE m.id = n.message_id AND m.author_id = ${thread.student_id}::uuid
      AND n.payload->>'action' IN ('thread_created', 'message_added'))
    OR (n.user_id <> ${thread.student_id}::uuid AND n.payload->>'action' IN ('thread_resolved', 'thread_read'))
    OR n.payload->>'authorName' = ${thread.student_name})`;
  await rewrite(
    unit,
    sql`n.thread_id = ${thread.id}::uuid AND n.type = 'thread/discussion' AND n.payload->>'authorName' <> ${anonymousName} AND ${isTheirs}`,
    sql`jsonb_set(n.payload, '{authorName}', to_jsonb(${anonymousName}::text))`,
  );
}
