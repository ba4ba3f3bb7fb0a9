import type { QuestionState } from "#lib/contract/discussions.ts";
import { type Sql, sql } from "../db/sql";

/**
 * Whether a thread `t` is a question in this state: what `questionState` of a client shows. The index `threads_waiting_newest` repeats the
 * condition of `waiting`.
 */
export const stateIs: Record<QuestionState, Sql> = {
  waiting: sql`(t.kind = 'question' AND t.status = 'open'
    AND (t.waiting_since IS NOT NULL OR (t.answered_at IS NULL AND t.student_answered_at IS NULL)))`,
  answered: sql`(t.kind = 'question' AND t.status = 'open' AND t.waiting_since IS NULL
    AND (t.answered_at IS NOT NULL OR t.student_answered_at IS NOT NULL))`,
  resolved: sql`(t.kind = 'question' AND t.status = 'resolved')`,
};

/** Whether a message `m` is an answer that takes a question off the queue: by staff, or by a classmate with the staff's word for it. */
const isAnswer = (m: Sql): Sql => sql`(${m}.author_role <> 'student' OR ${m}.endorsed_at IS NOT NULL)`;

/**
 * Since when the asker of an open question waits: the earliest message of theirs without an answer after it; null when the last one is
 * answered. An expression over the thread's messages, for changes other than adding one.
 */
export const waitingSince = (threadId: Sql): Sql => sql`(
  SELECT min(m.created_at) FROM messages m JOIN threads asked ON asked.id = m.thread_id AND asked.kind = 'question'
  WHERE m.thread_id = ${threadId} AND m.author_role = 'student' AND m.author_id = asked.student_id
    AND m.position > coalesce((
      SELECT max(answer.position) FROM messages answer WHERE answer.thread_id = ${threadId} AND ${isAnswer(sql`answer`)}), 0))`;

/** The time of the first answer of the staff that still exists, their word for a classmate's included; null while there is none. */
export const answeredAt = (threadId: Sql): Sql => sql`(
  SELECT min(CASE WHEN m.author_role <> 'student' THEN m.created_at ELSE m.endorsed_at END)
  FROM messages m WHERE m.thread_id = ${threadId} AND ${isAnswer(sql`m`)})`;

/** The time of the first answer by a classmate that still exists; null while there is none. */
export const studentAnsweredAt = (threadId: Sql): Sql => sql`(
  SELECT min(m.created_at) FROM messages m JOIN threads asked ON asked.id = m.thread_id
  WHERE m.thread_id = ${threadId} AND m.author_role = 'student' AND m.author_id <> asked.student_id)`;
