import type { Block, BlockBody, BlockParams, BlocksQuery } from "#lib/contract/blocks.ts";
import type { IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { can, isTaughtBySql, lockCourseForKeyShare, requireCourse } from "../course-access";
import { read, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { usersChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { decodeCursor, type Page, pageOf } from "../pagination";
import { lockStudents } from "../people/lock-students";
import { nameSql } from "../people/names";

type BlockRow = Omit<Block, "created_at"> & { created_at: Date };
type Input = { caller: Caller; params: BlockParams; request: RequestContext };

const select = sql`
  SELECT b.user_id, ${nameSql(sql`u`)} AS name, u.email, b.reason, ${nameSql(sql`l`)} AS blocked_by, b.created_at
  FROM course_blocks b JOIN users u ON u.id = b.user_id JOIN users l ON l.id = b.blocked_by_id`;
const toBlock = (row: BlockRow): Block => ({
  user_id: row.user_id,
  name: row.name,
  email: row.email,
  reason: row.reason,
  blocked_by: row.blocked_by,
  created_at: row.created_at.toISOString(),
});

type ListInput = { caller: Caller; params: IdParams; query: BlocksQuery };

/**
 * `GET /api/courses/:id/blocks`: for its lecturer and admins; newest first, 1,000 at a time.
 * @throws AppError not_found, forbidden, invalid_input
 */
export async function listBlocks({ caller, params, query }: ListInput): Promise<Page<Block>> {
  await requireCourse(params.id, "moderate", caller);
  const list = `blocks:${params.id}`;
  const [at, id] = query.cursor ? decodeCursor(list, query.cursor) : [];
  const before = id === undefined ? sql`` : sql`AND (b.created_at, b.user_id) < (${at}::timestamptz, ${id}::uuid)`;
  const rows = await read<BlockRow>(sql`
    ${select} WHERE b.course_id = ${params.id}::uuid ${before} ORDER BY b.created_at DESC, b.user_id DESC LIMIT ${limits.blocksPage + 1}`);
  return pageOf(list, rows, limits.blocksPage, toBlock, (row) => [row.created_at.toISOString(), row.user_id]);
}

/** The block of someone in a course, with its reason; null when they may post. */
export async function blockOf(userId: string, courseId: string): Promise<{ reason: string | null } | null> {
  const [row] = await read<{ reason: string | null }>(
    sql`SELECT reason FROM course_blocks WHERE course_id = ${courseId}::uuid AND user_id = ${userId}::uuid`,
  );
  return row ?? null;
}

/**
 * `PUT /api/courses/:id/blocks/:userId`: the student may still read the course, but not post in it. Blocking again changes the reason. A
 * lecturer may block only people they know: students of one of their courses, or people who asked them. Because the answer shows a name and
 * an address. Admins may block anyone.
 * @throws AppError not_found, forbidden; invalid_input for a person who is no student
 */
export async function blockStudent({ caller, params, body, request }: Input & { body: BlockBody }): Promise<Block> {
  const reason = body.reason || null;
  return commit(async ({ tx, emit }) => {
    const students = await lockStudents(tx, [params.userId]);
    const course = await lockCourseForKeyShare(tx, params.id, "moderate", caller);
    const [user] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM users WHERE id = ${params.userId}::uuid AND deleted_at IS NULL`;
    if (!user) throw new AppError("not_found", texts.userNotFound);
    if (!students.has(user.id)) throw new AppError("invalid_input", texts.onlyStudentsAreBlocked);
    if (!can("moderateStrangers", course, caller) && !(await isKnown(tx, params, caller.user.id)))
      throw new AppError("not_found", texts.userNotFound);
    await tx.$executeRaw`
      INSERT INTO course_blocks (course_id, user_id, reason, blocked_by_id)
      VALUES (${params.id}::uuid, ${user.id}::uuid, ${reason}, ${caller.user.id}::uuid)
      ON CONFLICT (course_id, user_id) DO UPDATE SET reason = excluded.reason, blocked_by_id = excluded.blocked_by_id`;
    await audit(tx, { action: "student/blocked", actorId: caller.user.id, targetId: user.id, request, details: { course_id: params.id } });
    const [row] = await tx.$queryRaw<BlockRow[]>`${select} WHERE b.course_id = ${params.id}::uuid AND b.user_id = ${user.id}::uuid`;
    if (!row) throw new Error("a block that was made a moment ago");
    emit(...usersChanged([params.userId, caller.user.id]));
    return toBlock(row);
  });
}

/** Whether this lecturer knows someone: as a student of one of their courses, by a question, or as blocked in this course already. */
async function isKnown(tx: Tx, { id, userId }: BlockParams, lecturerId: string): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 WHERE EXISTS (
        SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
        WHERE e.student_id = ${userId}::uuid AND ${isTaughtBySql(lecturerId)})
      OR EXISTS (SELECT 1 FROM threads t WHERE t.student_id = ${userId}::uuid AND t.lecturer_id = ${lecturerId}::uuid)
      OR EXISTS (SELECT 1 FROM course_blocks b WHERE b.course_id = ${id}::uuid AND b.user_id = ${userId}::uuid)`;
  return found.length > 0;
}

/** `DELETE /api/courses/:id/blocks/:userId`. Lifting a block that does not exist changes nothing. @throws AppError not_found, forbidden */
export async function liftBlock({ caller, params, request }: Input): Promise<null> {
  await commit(async ({ tx, emit }) => {
    await lockCourseForKeyShare(tx, params.id, "moderate", caller);
    const { count } = await tx.courseBlock.deleteMany({ where: { courseId: params.id, userId: params.userId } });
    if (count > 0)
      await audit(tx, {
        action: "student/unblocked",
        actorId: caller.user.id,
        targetId: params.userId,
        request,
        details: { course_id: params.id },
      });
    emit(...usersChanged([params.userId, caller.user.id]));
  });
  return null;
}
