import type { Caller } from "../auth/authenticate";
import { listSessions } from "../auth/list-sessions";
import { twoFactorOf } from "../auth/two-factor-state";
import { read, type Sql, sql } from "../db/sql";
import { selectMessages } from "../discussions/message-rows";
import { selectThreads } from "../discussions/thread-rows";
import { WithHeaders } from "../http";
import { getPreferences } from "../notifications/preferences";

/**
 * `GET /api/users/me/export`: everything that is kept about the caller and is theirs to see, as a file. What others wrote in their
 * discussions is part of it; passwords, tokens and their hashes are not.
 */
export async function exportData({ caller }: { caller: Caller }): Promise<WithHeaders> {
  const me = sql`${caller.user.id}::uuid`;
  const list = (statement: Sql) => read<Record<string, unknown>>(statement);
  const data = {
    exported_at: new Date().toISOString(),
    user: caller.user,
    sessions: await listSessions({ caller }),
    two_factor: await twoFactorOf(caller.user.id),
    enrollments: await list(
      sql`SELECT e.course_id, c.title AS course_title, e.created_at FROM enrollments e JOIN courses c ON c.id = e.course_id WHERE e.student_id = ${me} ORDER BY e.created_at`,
    ),
    courses: await list(
      sql`SELECT id, title, description, created_at FROM courses WHERE lecturer_id = ${me} AND deleted_at IS NULL ORDER BY created_at`,
    ),
    blocks: await list(sql`SELECT course_id, reason, created_at FROM course_blocks WHERE user_id = ${me} ORDER BY created_at`),
    threads: await list(
      sql`SELECT threads.* FROM (${selectThreads} WHERE t.student_id = ${me} OR t.lecturer_id = ${me}) threads ORDER BY threads.created_at, threads.id`,
    ),
    messages: await list(sql`
      SELECT messages.* FROM (${selectMessages} WHERE m.thread_id IN (SELECT id FROM threads WHERE student_id = ${me} OR lecturer_id = ${me})
                              OR m.author_id = ${me}) messages ORDER BY messages.thread_id, messages.position`),
    notifications: await list(
      sql`SELECT id, type, payload, created_at, read_at FROM notifications WHERE user_id = ${me} AND removed_at IS NULL ORDER BY created_at, id`,
    ),
    preferences: await getPreferences({ caller }),
    audit_log: await list(
      sql`SELECT at, action, CASE WHEN actor_id IS NULL OR actor_id = ${me} THEN ip END AS ip, details FROM audit_log WHERE actor_id = ${me} OR target_id = ${me} ORDER BY at, id`,
    ),
  };
  return new WithHeaders(data, { "content-disposition": 'attachment; filename="handraise.json"' });
}
