import { v7 as uuid } from "uuid";
import type { AnnouncementBody } from "#lib/contract/class.ts";
import type { IdParams } from "#lib/contract/courses.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { consumePost } from "../consume-for";
import { lockCourseForKeyShare } from "../course-access";
import { read, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { courseChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import type { Handler } from "../jobs/work";
import { notifyMany, retractMany, rewriteMany } from "../notifications/fan-out";
import { nameSql } from "../people/names";
import { addToFeed } from "./feed";
import { type Idempotency, idempotencyOf, requireSameBody } from "./idempotency";
import { linkImages } from "./link-images";
import { listedAt } from "./listed-at";
import { toThread } from "./project";
import { preview } from "./thread-notifications";
import { threadNow } from "./thread-rows";

type Input = { caller: Caller; params: IdParams; body: AnnouncementBody; request: RequestContext };

/**
 * docs/contract.md section 13, `POST /api/courses/:id/announcements`: staff say something to everybody in the course. A job notifies them.
 * @throws AppError not_found, forbidden; conflict in an archived course or for a key used with another body
 */
export async function announce({ caller, params, body, request }: Input): Promise<Thread> {
  await consumePost(caller, request.ip);
  const key = idempotencyOf(request.idempotencyKey, ["announcement", params.id, body.title, body.content, body.video_id ?? null]);
  const userId = caller.user.id;
  return commit(async (unit) => {
    const { tx } = unit;
    const course = await lockCourseForKeyShare(tx, params.id, "announce", caller);
    const part = course.staff_part;
    if (!part) throw new AppError("forbidden", texts.notAllowed);
    if (course.archived) throw new AppError("conflict", texts.archivedWrites);
    if (body.video_id) await requireVideoOf(tx, params.id, body.video_id);
    const now = new Date();
    const id = uuid();
    const listed = listedAt(sql`${now}::timestamptz`, { student: sql`${userId}::uuid`, lecturer: sql`${course.lecturer_id}::uuid` });
    const made = await tx.$executeRaw`
      INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, question_text, title, kind, visibility, idempotency_key,
                           idempotency_hash, created_at, updated_at)
      VALUES (${id}::uuid, ${body.video_id ?? null}::uuid, ${params.id}::uuid, ${userId}::uuid, ${course.lecturer_id}::uuid,
              ${body.content},
              ${body.title}, 'announcement', 'class', ${key?.key ?? null}, ${key?.hash ?? null}, ${now}::timestamptz, ${listed})
      ON CONFLICT (student_id, idempotency_key) DO NOTHING`;
    if (made === 0) return findByIdempotencyKey(tx, userId, key);
    const messageId = uuid();
    // The row of the thread waits for a deletion of its author that is under way. This statement begins after it, and sees it.
    const written = await tx.$executeRaw`
      INSERT INTO messages (id, thread_id, position, author_id, author_role, content, created_at)
      SELECT ${messageId}::uuid, ${id}::uuid, 1, u.id, ${part}, ${body.content}, ${now}::timestamptz
      FROM users u WHERE u.id = ${userId}::uuid AND u.deleted_at IS NULL`;
    if (written === 0) throw new AppError("forbidden", texts.notAllowed);
    await linkImages(tx, { id: messageId, author_user_id: userId, content: body.content });
    await unit.enqueue("tell-announcement", { threadId: id });
    unit.emit(courseChanged(params.id, { userId }));
    await addToFeed(unit, await threadNow(tx, id, userId));
    return toThread(await threadNow(tx, id, userId));
  });
}

async function requireVideoOf(tx: Tx, courseId: string, videoId: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM videos WHERE id = ${videoId}::uuid AND course_id = ${courseId}::uuid AND deleted_at IS NULL FOR KEY SHARE`;
  if (found.length === 0) throw new AppError("not_found", texts.videoNotFound);
}

/** The announcement that a request with the same key made. */
async function findByIdempotencyKey(tx: Tx, authorId: string, key: Idempotency | null): Promise<Thread> {
  const [row] = await tx.$queryRaw<{ id: string; idempotency_hash: Uint8Array }[]>`
    SELECT id, idempotency_hash FROM threads WHERE student_id = ${authorId}::uuid AND idempotency_key = ${key?.key ?? null}`;
  if (!row || !key) throw new Error("an idempotency conflict without the row it conflicts with");
  requireSameBody(row.idempotency_hash, key);
  return toThread(await threadNow(tx, row.id, authorId));
}

type Row = {
  course_id: string;
  course_title: string;
  title: string;
  question_text: string;
  author_id: string;
  author_name: string;
  created_at: Date;
};

/**
 * The job `tell-announcement`: notifies everybody in the course but its author, once, and puts words that were edited since into what
 * told of it. */
export const notifyOfAnnouncement: Handler<"tell-announcement"> = async ({ threadId }, { signal }) => {
  const [row] = await read<Row>(sql`
    SELECT t.course_id, c.title AS course_title, t.title, t.question_text, t.student_id AS author_id, ${nameSql(sql`u`)} AS author_name,
      t.created_at
    FROM threads t JOIN courses c ON c.id = t.course_id AND c.deleted_at IS NULL JOIN users u ON u.id = t.student_id
    WHERE t.id = ${threadId}::uuid`);
  if (!row) return;
  const payload = {
    courseId: row.course_id,
    courseTitle: row.course_title,
    threadId,
    title: row.title,
    preview: preview(row.question_text),
    authorName: row.author_name,
    timestamp: row.created_at.toISOString(),
  };
  const members = sql`
    SELECT student_id AS user_id FROM enrollments WHERE course_id = ${row.course_id}::uuid
    UNION SELECT user_id FROM course_staff WHERE course_id = ${row.course_id}::uuid`;
  await notifyMany(
    { type: "course/announcement", payload, subjectId: threadId },
    {
      recipients: sql`SELECT m.user_id FROM (${members}) m WHERE m.user_id <> ${row.author_id}::uuid`,
      subject: sql`SELECT 1 FROM threads WHERE id = ${threadId}::uuid FOR SHARE`,
      signal,
    },
  );
  const changed = sql`n.subject_id = ${threadId}::uuid AND n.type = 'course/announcement' AND n.payload->>'preview' <> ${payload.preview}`;
  await rewriteMany(changed, sql`jsonb_set(n.payload, '{preview}', to_jsonb(${payload.preview}::text))`, { signal });
};

/** The job `retract-announcement`: takes back what told of one that was deleted. */
export const retractAnnouncement: Handler<"retract-announcement"> = ({ threadId }, run) =>
  retractMany(sql`n.subject_id = ${threadId}::uuid AND n.type = 'course/announcement'`, run);
