import type { Thread, ThreadShared, ThreadStatus } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Tx } from "../db/client";
import { type Sql, sql } from "../db/sql";
import { AppError } from "../errors";
import { nameOf } from "../people/names";

/** A thread with the names that REST shows beside it, as PostgreSQL gives it. */
export type ThreadRow = {
  id: string;
  video_id: string;
  video_title: string;
  course_id: string;
  video_timestamp_seconds: number | null;
  student_id: string;
  student_name: string;
  lecturer_id: string;
  lecturer_name: string;
  /** The lecturer of the course: for a moment after it got a new one, another than the thread's. Shown to nobody. */
  course_lecturer_id: string;
  code_snippet: string | null;
  question_text: string;
  student_unread: boolean;
  lecturer_unread: boolean;
  status: ThreadStatus;
  version: number;
  waiting_since: Date | null;
  answered_at: Date | null;
  created_at: Date;
  updated_at: Date;
};

/** `SELECT` of whole threads `t`, to be followed by a condition. Leaves out threads of deleted videos, which a job has yet to delete. */
export const selectThreads: Sql = sql`
  SELECT t.id, t.video_id, v.title AS video_title, t.course_id, t.video_timestamp_seconds, t.student_id, ${nameOf(sql`s`)} AS student_name,
         t.lecturer_id, ${nameOf(sql`l`)} AS lecturer_name, (SELECT lecturer_id FROM courses WHERE id = t.course_id) AS course_lecturer_id,
         t.code_snippet, t.question_text, t.student_unread, t.lecturer_unread, t.status, t.version, t.waiting_since, t.answered_at,
         t.created_at, t.updated_at
  FROM threads t JOIN videos v ON v.id = t.video_id AND v.deleted_at IS NULL
  JOIN users s ON s.id = t.student_id JOIN users l ON l.id = t.lecturer_id`;

/** The size of the texts in a thread's row, in bytes. `of` is an alias of the row. */
export const bytesOfThread = (of: Sql): Sql => sql`octet_length(${of}.question_text) + coalesce(octet_length(${of}.code_snippet), 0)`;

/** The part of a thread that is the same for all participants. `thread:updated` goes to a room, and flags belong to one person. */
export function toSharedThread(row: ThreadRow): ThreadShared {
  return {
    id: row.id,
    video_id: row.video_id,
    video_title: row.video_title,
    course_id: row.course_id,
    video_timestamp_seconds: row.video_timestamp_seconds,
    student_id: row.student_id,
    student_name: row.student_name,
    lecturer_id: row.lecturer_id,
    lecturer_name: row.lecturer_name,
    code_snippet: row.code_snippet,
    question_text: row.question_text,
    status: row.status,
    version: row.version,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

/** A thread as REST shows it to its participants. */
export const toThread = (row: ThreadRow): Thread => ({
  ...toSharedThread(row),
  student_unread: row.student_unread,
  lecturer_unread: row.lecturer_unread,
});

/**
 * Locks a thread's row and reads it. Every change of a thread or of its notifications begins here, so changes of one thread run one after
 * the other. "No key": inserts that refer to the thread need not wait.
 * @throws AppError not_found
 */
export async function lockThread(tx: Tx, id: string): Promise<ThreadRow> {
  const look = () => tx.$queryRaw<ThreadRow[]>`${selectThreads} WHERE t.id = ${id}::uuid FOR NO KEY UPDATE OF t`;
  // A thread that got another lecturer while this waited does not match the row of `users` joined before. The second look finds it.
  const row = (await look())[0] ?? (await look())[0];
  if (!row) throw new AppError("not_found", texts.threadNotFound);
  return row;
}

/** The thread as it is now, inside the transaction that changed it. */
export async function threadNow(tx: Tx, id: string): Promise<ThreadRow> {
  const [row] = await tx.$queryRaw<ThreadRow[]>`${selectThreads} WHERE t.id = ${id}::uuid`;
  if (!row) throw new AppError("not_found", texts.threadNotFound);
  return row;
}
