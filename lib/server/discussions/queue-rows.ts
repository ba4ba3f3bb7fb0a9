import type { QueueItem } from "#lib/contract/queue.ts";
import { type Sql, sql } from "../db/sql";
import { toThread } from "./project";
import { bytesOfThread, type ThreadRow } from "./thread-rows";

/** A waiting thread with the last message of its student. */
export type QueueRow = ThreadRow & { waiting_since: Date; latest_id: string; latest_content: string; latest_at: Date };

export const toQueueItem = (row: QueueRow): QueueItem => ({
  ...toThread(row),
  waiting_since: row.waiting_since.toISOString(),
  latest_message: { id: row.latest_id, content: row.latest_content, created_at: row.latest_at.toISOString() },
});

/** The last message of the student of `thread`, to be joined as `latest`, and its columns. */
export const latestMessageSql = (thread: Sql): Sql => sql`(SELECT id, content, created_at FROM messages
  WHERE thread_id = ${thread}.id AND author_role = 'student' AND author_id = ${thread}.student_id ORDER BY position DESC LIMIT 1)`;
export const latestColumns = sql`latest.id AS latest_id, latest.content AS latest_content, latest.created_at AS latest_at`;

/** The order of the queue. Those that nobody has answered come before those that a classmate has, each the longest waiting first. */
export const queueOrder = (row: Sql): Sql =>
  sql`(CASE WHEN ${row}.student_answered_at IS NULL THEN 0 ELSE 1 END), ${row}.waiting_since, ${row}.id`;

/** The size of the texts of a row, in bytes. */
export const bytesOfQueueRow = (row: Sql): Sql => sql`${bytesOfThread(row)} + octet_length(${row}.latest_content)`;
