import { v7 as uuid } from "uuid";
import type { CreateThreadBody, Thread } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { fullName } from "#lib/contract/full-name.ts";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { consumePost } from "../consume-for";
import { type CourseAccess, can, partColumns, requireStudent } from "../course-access";
import { sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError, invalidField } from "../errors";
import { courseChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { changeInboxes } from "../notifications/inbox-changes";
import { canPostSql, isPostingOpen } from "./can-post";
import { addToFeed } from "./feed";
import { type Idempotency, idempotencyOf, requireSameBody } from "./idempotency";
import { linkImages } from "./link-images";
import { listedAt } from "./listed-at";
import { toThread } from "./project";
import { threadNotifications } from "./thread-notifications";
import { threadNow } from "./thread-rows";

type Place = Pick<CourseAccess, "lecturer_id" | "staff_part" | "enrolled" | "archived"> & {
  course_id: string;
  /** Whether who is asked has an account that may teach, and is on the staff of this course. */
  teaches: boolean;
  teaches_here: boolean;
  ready: boolean;
  can_post: boolean;
  open: boolean;
  class_questions: string;
  anonymity: string;
};

/**
 * docs/contract.md section 4, `POST /api/discussions/threads`. The question is also the first message. The staff of the
 * course get `thread_created`, and a question to the class stands in the course's feed.
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
    body.lecturer_id ?? null,
    body.question_text,
    body.video_timestamp_seconds ?? null,
    body.code_snippet || null,
    // Left out where they say nothing, because a release before this one may have stored the key.
    ...(body.visibility === "class" ? ["class", body.anonymous ?? false] : []),
  ]);
  if (body.anonymous && body.visibility !== "class") throw invalidField("anonymous", `is not for this: ${texts.anonymousIsForClass}`);
  return commit((unit) => create(unit, caller, body, key));
}

async function create(unit: Unit, caller: Caller, body: CreateThreadBody, key: Idempotency | null): Promise<Thread> {
  const { tx, emit } = unit;
  const earlier = key && (await findByIdempotencyKey(tx, caller.user.id, key));
  if (earlier) return earlier;
  const place = await requirePlace(tx, caller, body);
  const now = new Date();
  const id = uuid();
  const lecturerId = body.lecturer_id ?? place.lecturer_id;
  const visibility = body.visibility ?? "private";
  const listed = listedAt(sql`${now}::timestamptz`, { student: sql`${caller.user.id}::uuid`, lecturer: sql`${lecturerId}::uuid` });
  // Waits for a request with the same key that runs beside this one. Its row is then the answer.
  const made = await tx.$executeRaw`
    INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, video_timestamp_seconds, question_text, code_snippet,
                         waiting_since, idempotency_key, idempotency_hash, created_at, updated_at, visibility, anonymous)
    VALUES (${id}::uuid, ${body.video_id}::uuid, ${place.course_id}::uuid, ${caller.user.id}::uuid, ${lecturerId}::uuid,
            ${body.video_timestamp_seconds ?? null}::int, ${body.question_text}, ${body.code_snippet || null}, ${now}::timestamptz,
            ${key?.key ?? null}, ${key?.hash ?? null}, ${now}::timestamptz, ${listed}, ${visibility}, ${body.anonymous ?? false})
    ON CONFLICT (student_id, idempotency_key) DO NOTHING`;
  if (made === 0) {
    const twin = key && (await findByIdempotencyKey(tx, caller.user.id, key));
    if (!twin) throw new Error("an idempotency conflict without the row it conflicts with");
    return twin;
  }
  const messageId = uuid();
  // The row of the thread waits for a deletion of its student that is under way. This statement begins after it, and sees it.
  const written = await tx.$executeRaw`
    INSERT INTO messages (id, thread_id, position, author_id, author_role, content, created_at)
    SELECT ${messageId}::uuid, ${id}::uuid, 1, u.id, 'student', ${body.question_text}, ${now}::timestamptz
    FROM users u WHERE u.id = ${caller.user.id}::uuid AND u.deleted_at IS NULL`;
  if (written === 0) throw new AppError("forbidden", texts.blocked);
  await linkImages(tx, { id: messageId, author_user_id: caller.user.id, content: body.question_text }, "question_text");
  const row = await threadNow(tx, id, caller.user.id);
  const actor = { id: caller.user.id, name: fullName(caller.user) };
  await changeInboxes(
    unit,
    threadNotifications(row, { action: "thread_created", actor, at: now, messageId, text: body.question_text, version: 1 }),
  );
  // For the author's other tabs.
  emit(courseChanged(row.course_id, { videoId: body.video_id, userId: caller.user.id }));
  await addToFeed(unit, row);
  // Read again, because the owner's preferences decide whether the thread is unread for them.
  return toThread(await threadNow(tx, id, caller.user.id));
}

async function findByIdempotencyKey(tx: Tx, studentId: string, key: Idempotency): Promise<Thread | null> {
  const [row] = await tx.$queryRaw<{ id: string; idempotency_hash: Uint8Array }[]>`
    SELECT id, idempotency_hash FROM threads WHERE student_id = ${studentId}::uuid AND idempotency_key = ${key.key}`;
  if (!row) return null;
  requireSameBody(row.idempotency_hash, key);
  return toThread(await threadNow(tx, row.id, studentId));
}

/** The course in which the question is asked. Checks all conditions of section 4 in its order, then those of section 13. */
async function requirePlace(tx: Tx, caller: Caller, body: CreateThreadBody): Promise<Place> {
  const asked = sql`${body.lecturer_id ?? null}::uuid`;
  const [place] = await tx.$queryRaw<Place[]>`
    SELECT c.id AS course_id, ${partColumns(caller.user.id)}, c.archived_at IS NOT NULL AS archived, v.status = 'ready' AS ready,
           EXISTS (SELECT 1 FROM users u WHERE u.id = ${asked} AND u.role = 'lecturer' AND u.deleted_at IS NULL) AS teaches,
           EXISTS (SELECT 1 FROM course_staff a WHERE a.course_id = c.id AND a.user_id = ${asked}) AS teaches_here,
           ${canPostSql(caller.user.id, sql`c.id`, { isStaff: true })} AS can_post, ${isPostingOpen(sql`c`)} AS open,
           c.class_questions, c.anonymity
    FROM videos v JOIN courses c ON c.id = v.course_id
    WHERE v.id = ${body.video_id}::uuid AND v.deleted_at IS NULL AND c.deleted_at IS NULL FOR KEY SHARE OF v, c`;
  if (!place) throw new AppError("not_found", texts.videoNotFound);
  const named = Boolean(body.lecturer_id);
  if (named && !place.teaches && !place.teaches_here) throw new AppError("not_found", texts.lecturerNotFound);
  if (named && !place.teaches_here) throw new AppError("forbidden", texts.lecturerDoesNotOwn);
  if (!can("ask", place, caller)) throw new AppError("forbidden", texts.notEnrolled);
  if (!place.can_post) throw new AppError("forbidden", texts.blocked);
  if (place.archived) throw new AppError("conflict", texts.takesNoQuestions);
  if (!place.open) throw new AppError("forbidden", texts.postingClosed);
  if (body.visibility === "class" && place.class_questions === "off") throw new AppError("forbidden", texts.classQuestionsOff);
  if (body.anonymous && place.anonymity === "off") throw new AppError("forbidden", texts.anonymousOff);
  return place;
}
