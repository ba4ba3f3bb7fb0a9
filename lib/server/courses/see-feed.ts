import type { Seen, SeenBody } from "#lib/contract/class.ts";
import type { IdParams } from "#lib/contract/courses.ts";
import type { Caller } from "../caller";
import { requireCourse } from "../course-access";
import { sql, write } from "../db/sql";
import type { Tx } from "../db/transaction";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";

/**
 * docs/contract.md section 14, `PUT /api/courses/:id/seen`: up to where the caller has seen the class's feed. It never goes back, and not
 * beyond the feed's end.
 * @throws AppError not_found, forbidden for all but the enrolled and the staff
 */
export async function seeFeed({ caller, params, body }: { caller: Caller; params: IdParams; body: SeenBody }): Promise<Seen> {
  await requireCourse(params.id, "readClass", caller);
  const [row] = await write<{ seq: bigint; moved: boolean }>(sql`
    WITH before AS (SELECT seq FROM course_seen WHERE course_id = ${params.id}::uuid AND user_id = ${caller.user.id}::uuid)
    INSERT INTO course_seen AS s (course_id, user_id, seq)
    VALUES (${params.id}::uuid, ${caller.user.id}::uuid,
      least(${body.seq}::int8, coalesce((SELECT seq FROM course_feeds WHERE course_id = ${params.id}::uuid), 0)))
    ON CONFLICT (course_id, user_id) DO UPDATE SET seq = greatest(s.seq, excluded.seq)
    RETURNING s.seq, s.seq IS DISTINCT FROM (SELECT seq FROM before) AS moved`);
  // For their other tabs, whose figure of new questions changes.
  if (row?.moved) publish([courseChanged(params.id, { userId: caller.user.id })]);
  return { seq: Number(row?.seq ?? 0) };
}

/**
 * For people who come into courses: what was asked there before is not new to them. What is on its way into the feed is.
 */
export async function seeAllSoFar(tx: Tx, places: readonly { courseId: string; userId: string }[]): Promise<void> {
  const courseIds = places.map(({ courseId }) => courseId);
  const userIds = places.map(({ userId }) => userId);
  await tx.$executeRaw`
    INSERT INTO course_seen AS s (course_id, user_id, seq)
    SELECT f.course_id, p.user_id, f.seq
    FROM unnest(${courseIds}::uuid[], ${userIds}::uuid[]) AS p (course_id, user_id) JOIN course_feeds f ON f.course_id = p.course_id
    ORDER BY f.course_id, p.user_id
    ON CONFLICT (course_id, user_id) DO UPDATE SET seq = greatest(s.seq, excluded.seq)`;
}
