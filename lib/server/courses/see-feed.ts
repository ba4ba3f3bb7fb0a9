import type { Seen, SeenBody } from "#lib/contract/class.ts";
import type { IdParams } from "#lib/contract/courses.ts";
import type { Caller } from "../caller";
import { requireCourse } from "../course-access";
import { sql, write } from "../db/sql";
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
