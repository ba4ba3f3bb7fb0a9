import { type Sql, sql } from "../db/sql";

/**
 * Since when the student of an open thread waits: the earliest message of theirs that no answer follows; null when the last word is an
 * answer. An expression over the thread's messages, for where they are changed otherwise than by adding one.
 */
export const waitingSince = (threadId: Sql): Sql => sql`(
  SELECT min(m.created_at) FROM messages m
  WHERE m.thread_id = ${threadId} AND m.author_role = 'student'
    AND m.position > coalesce((SELECT max(answer.position) FROM messages answer WHERE answer.thread_id = ${threadId} AND answer.author_role <> 'student'), 0))`;

/** When the first answer came that is still there; null while unanswered. */
export const answeredAt = (threadId: Sql): Sql =>
  sql`(SELECT min(m.created_at) FROM messages m WHERE m.thread_id = ${threadId} AND m.author_role <> 'student')`;
