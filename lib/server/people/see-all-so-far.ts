import type { Tx } from "../db/transaction";

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
