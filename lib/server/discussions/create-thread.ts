import { v7 as uuid } from "uuid";
import type { CreateThreadBody, Thread } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { consumePost } from "../consume-for";
import { type CourseAccess, may, partColumns, requireStudent } from "../course-access";
import type { Tx } from "../db/client";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { courseChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { changeInboxes } from "../notifications/inbox-changes";
import { fullName } from "../people/names";
import { type Idempotency, idempotencyOf, requireSameBody } from "./idempotency";
import { listedAt } from "./listed-at";
import { mayPost } from "./may-post";
import { threadNotifications } from "./tell";
import { threadNow, toThread } from "./thread-rows";

type Place = Pick<CourseAccess, "lecturer_id" | "enrolled" | "archived"> & {
  course_id: string;
  lecturer: boolean;
  ready: boolean;
  may_post: boolean;
};

/**
 * docs/contract.md section 4, `POST /api/discussions/threads`. The question is also the first message. Its lecturer gets `thread_created`.
 * @throws AppError forbidden and not_found with the texts of section 4; conflict for a closed course or a key used with another body
 */
export async function createThread({
  caller,
  body,
  request,
}: {
  caller: Caller;
  body: CreateThreadBody;
  request: RequestContext;
}): Promise<Thread> {
  requireStudent(caller, texts.onlyStudentsAsk);
  await consumePost(caller, request.ip);
  const key = idempotencyOf(request.idempotencyKey, [
    "thread",
    body.video_id,
    body.lecturer_id,
    body.question_text,
    body.video_timestamp_seconds ?? null,
    body.code_snippet || null,
  ]);
  return commit((unit) => create(unit, caller, body, key));
}

async function create(unit: Unit, caller: Caller, body: CreateThreadBody, key: Idempotency | null): Promise<Thread> {
  const { tx, emit } = unit;
  const earlier = key && (await madeWith(tx, caller.user.id, key));
  if (earlier) return earlier;
  const place = await requirePlace(tx, caller, body);
  const now = new Date();
  const id = uuid();
  const listed = listedAt(sql`${now}::timestamptz`, { student: sql`${caller.user.id}::uuid`, lecturer: sql`${place.lecturer_id}::uuid` });
  // Waits for a request with the same key that runs beside this one. Its row is then the answer.
  const made = await tx.$executeRaw`
    INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, video_timestamp_seconds, question_text, code_snippet,
                         waiting_since, idempotency_key, idempotency_hash, created_at, updated_at)
    VALUES (${id}::uuid, ${body.video_id}::uuid, ${place.course_id}::uuid, ${caller.user.id}::uuid, ${place.lecturer_id}::uuid,
            ${body.video_timestamp_seconds ?? null}::int, ${body.question_text}, ${body.code_snippet || null}, ${now}::timestamptz,
            ${key?.key ?? null}, ${key?.hash ?? null}, ${now}::timestamptz, ${listed})
    ON CONFLICT (student_id, idempotency_key) DO NOTHING`;
  if (made === 0) {
    const twin = key && (await madeWith(tx, caller.user.id, key));
    if (!twin) throw new Error("an idempotency conflict without the row it conflicts with");
    return twin;
  }
  const messageId = uuid();
  await tx.$executeRaw`
    INSERT INTO messages (id, thread_id, position, author_id, author_role, content, created_at)
    VALUES (${messageId}::uuid, ${id}::uuid, 1, ${caller.user.id}::uuid, 'student', ${body.question_text}, ${now}::timestamptz)`;
  const row = await threadNow(tx, id);
  const actor = { id: caller.user.id, name: fullName(caller.user) };
  await changeInboxes(
    unit,
    threadNotifications(row, { action: "thread_created", actor, at: now, messageId, text: body.question_text, version: 1 }),
  );
  // For the author's other tabs.
  emit(courseChanged(row.course_id, { videoId: row.video_id, userId: caller.user.id }));
  // Read again, because the lecturer's preferences decide whether the thread is unread for them.
  return toThread(await threadNow(tx, id));
}

async function madeWith(tx: Tx, studentId: string, key: Idempotency): Promise<Thread | null> {
  const [row] = await tx.$queryRaw<{ id: string; idempotency_hash: Uint8Array }[]>`
    SELECT id, idempotency_hash FROM threads WHERE student_id = ${studentId}::uuid AND idempotency_key = ${key.key}`;
  if (!row) return null;
  requireSameBody(row.idempotency_hash, key);
  return toThread(await threadNow(tx, row.id));
}

/** The course in which the question is asked. Checks all conditions of section 4 in its order. */
async function requirePlace(tx: Tx, caller: Caller, body: CreateThreadBody): Promise<Place> {
  const [place] = await tx.$queryRaw<Place[]>`
    SELECT c.id AS course_id, ${partColumns(caller.user.id)}, c.archived_at IS NOT NULL AS archived, v.status = 'ready' AS ready,
           EXISTS (
             SELECT 1 FROM users u WHERE u.id = ${body.lecturer_id}::uuid AND u.role = 'lecturer' AND u.deleted_at IS NULL) AS lecturer,
           ${mayPost(caller.user.id, sql`c.id`)} AS may_post
    FROM videos v JOIN courses c ON c.id = v.course_id
    WHERE v.id = ${body.video_id}::uuid AND v.deleted_at IS NULL AND c.deleted_at IS NULL FOR KEY SHARE OF v, c`;
  if (!place) throw new AppError("not_found", texts.videoNotFound);
  if (!place.lecturer) throw new AppError("not_found", texts.lecturerNotFound);
  if (place.lecturer_id !== body.lecturer_id) throw new AppError("forbidden", texts.lecturerDoesNotOwn);
  if (!may("ask", place, caller)) throw new AppError("forbidden", texts.notEnrolled);
  if (!place.may_post) throw new AppError("forbidden", texts.blocked);
  if (place.archived) throw new AppError("conflict", texts.takesNoQuestions);
  return place;
}
