import { type Sql, sql } from "../db/sql";

/**
 * Since when the student of an open thread waits: the earliest message of theirs without an answer after it; null when the last message is
 * an answer. An expression over the thread's messages, for changes other than adding one.
 */
export const waitingSince = (threadId: Sql): Sql => sql`(
  SELECT min(m.created_at) FROM messages m
  WHERE m.thread_id = ${threadId} AND m.author_role = 'student'
    AND m.position > coalesce((
      SELECT max(answer.position) FROM messages answer WHERE answer.thread_id = ${threadId} AND answer.author_role <> 'student'), 0))`;

/** The time of the first answer that still exists; null while unanswered. */
export const answeredAt = (threadId: Sql): Sql =>
  sql`(SELECT min(m.created_at) FROM messages m WHERE m.thread_id = ${threadId} AND m.author_role <> 'student')`;
