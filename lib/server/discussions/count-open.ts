import type { Caller } from "../caller";
import { read, sql } from "../db/sql";
import { isOwnThreadSql } from "./access";

/** The number of open threads of the caller in a course, by video id. Videos without any are left out. */
export async function countOpen(caller: Caller, courseId: string): Promise<Map<string, number>> {
  const rows = await read<{ video_id: string; count: number }>(sql`
    SELECT t.video_id, count(*)::int AS count FROM threads t JOIN videos v ON v.id = t.video_id AND v.deleted_at IS NULL
    WHERE t.course_id = ${courseId}::uuid AND t.status = 'open' AND t.kind = 'question' AND ${isOwnThreadSql(caller.user.id)}
    GROUP BY t.video_id`);
  return new Map(rows.map(({ video_id, count }) => [video_id, count]));
}
