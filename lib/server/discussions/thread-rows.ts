import type { StaffPart } from "#lib/contract/class.ts";
import type { FollowLevel, ThreadStatus, Visibility } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { nameSql } from "../people/names";

/** A thread as one person reads it, as PostgreSQL gives it. What clients get of it is decided in project.ts. */
export type ThreadRow = {
  id: string;
  video_id: string | null;
  video_title: string | null;
  course_id: string;
  video_timestamp_seconds: number | null;
  student_id: string;
  student_name: string;
  lecturer_id: string;
  lecturer_name: string;
  code_snippet: string | null;
  question_text: string;
  student_unread: boolean;
  status: ThreadStatus;
  version: number;
  waiting_since: Date | null;
  answered_at: Date | null;
  created_at: Date;
  updated_at: Date;
  visibility: Visibility;
  kind: "question" | "announcement";
  title: string | null;
  anonymous: boolean;
  alias_id: string;
  student_answered_at: Date | null;
  accepted_message_id: string | null;
  votes: number;
  publish_asked_at: Date | null;
  publish_answered_at: Date | null;
  archived: boolean;
  claimed_by_id: string | null;
  claimed_by_name: string | null;
  claimed_until: Date | null;
  /** Whose course it is now. */
  owner_id: string;
  owner_unread: boolean;
  /** The reader's own. */
  reader_id: string | null;
  staff_part: StaffPart | null;
  enrolled: boolean;
  unread: boolean;
  voted: boolean;
  wrote: boolean;
  level: Exclude<FollowLevel, "muted"> | null;
  muted: boolean;
};

/**
 * `SELECT` of whole threads `t` as `readerId` reads them, to be followed by a condition. Leaves out threads of deleted videos and courses,
 * which a job has yet to delete. The flags of the asker and the one asked stand in the thread's own row, so they are true under its lock.
 * @param readerId null for what goes to several people: the reader's columns then say nothing
 * @param more further columns
 */
export const selectThreads = (readerId: string | null, more: Sql = sql``): Sql => sql`
  SELECT t.id, t.video_id, v.title AS video_title, t.course_id, t.video_timestamp_seconds, t.student_id, ${nameSql(sql`s`)} AS student_name,
         t.lecturer_id, ${nameSql(sql`l`)} AS lecturer_name, t.code_snippet, t.question_text, t.student_unread, t.status, t.version,
         t.waiting_since, t.answered_at, t.created_at, t.updated_at, t.visibility, t.kind, t.title, t.anonymous, t.alias_id,
         t.student_answered_at, t.accepted_message_id, t.votes, t.publish_asked_at, t.publish_answered_at,
         c.archived_at IS NOT NULL AS archived, t.claimed_by_id, t.claimed_until,
         (SELECT ${nameSql(sql`u`)} FROM users u WHERE u.id = t.claimed_by_id) AS claimed_by_name, c.lecturer_id AS owner_id,
         CASE WHEN c.lecturer_id = t.lecturer_id THEN t.lecturer_unread ELSE coalesce((
           SELECT m.unread FROM thread_members m WHERE m.thread_id = t.id AND m.user_id = c.lecturer_id), false) END AS owner_unread,
         ${readerColumns(readerId)}${more}
  FROM threads t LEFT JOIN videos v ON v.id = t.video_id
  JOIN courses c ON c.id = t.course_id AND c.deleted_at IS NULL AND (t.video_id IS NULL OR v.deleted_at IS NULL)
  JOIN users s ON s.id = t.student_id JOIN users l ON l.id = t.lecturer_id
  LEFT JOIN thread_members me ON me.thread_id = t.id AND me.user_id = ${readerId}::uuid
  LEFT JOIN course_staff my ON my.course_id = t.course_id AND my.user_id = ${readerId}::uuid`;

const readerColumns = (readerId: string | null): Sql => sql`
  ${readerId}::uuid AS reader_id, my.part AS staff_part,
  EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = t.course_id AND e.student_id = ${readerId}::uuid) AS enrolled,
  CASE ${readerId}::uuid WHEN t.student_id THEN t.student_unread WHEN t.lecturer_id THEN t.lecturer_unread
    ELSE coalesce(me.unread, false) END AS unread,
  coalesce(me.voted, false) AS voted, coalesce(me.wrote, false) AS wrote, me.level,
  EXISTS (SELECT 1 FROM muted_threads u WHERE u.thread_id = t.id AND u.user_id = ${readerId}::uuid) AS muted`;

/** The size of the texts in a thread's row, in bytes. `of` is an alias of the row. */
export const bytesOfThread = (of: Sql): Sql => sql`octet_length(${of}.question_text) + coalesce(octet_length(${of}.code_snippet), 0)`;

/** Someone who may have to be told of an act on a thread. */
export type Member = {
  userId: string;
  part: "asker" | StaffPart | "classmate";
  /** Of staff: which questions of the course they want to be notified of. */
  news: "all" | "mine" | "none" | null;
  wrote: boolean;
  claimed: boolean;
  level: Exclude<FollowLevel, "muted"> | null;
};

/** A thread that is locked, with everybody who may have to be told of an act on it. */
export type LockedThread = ThreadRow & { members: Member[] };

/** So many that an act learns whether there are more than it notifies itself, who acts left out. A popular thread has thousands. */
const followersMax = limits.notifiedAtOnce + 2;

/**
 * The members of a thread `t`: its asker, the staff of its course, and, in a thread of the class, the first of those who hear every message
 * of it and are still in the course; `alsoId` among them in any case. As JSON, so that it costs no statement of its own.
 */
const membersColumn = (alsoId: string | null): Sql => sql`, (
  SELECT coalesce(json_agg(json_build_object('userId', p.user_id, 'part', p.part, 'news', p.news, 'wrote', coalesce(tm.wrote, false),
    'claimed', coalesce(t.claimed_by_id = p.user_id AND t.claimed_until > now(), false), 'level', tm.level) ORDER BY p.place, p.user_id), '[]')
  FROM (
    SELECT t.student_id AS user_id, 'asker' AS part, NULL AS news, 1 AS place WHERE t.kind = 'question'
    UNION ALL
    SELECT cs.user_id, cs.part, cs.news, 2 FROM course_staff cs
    WHERE cs.course_id = t.course_id AND (cs.user_id <> t.student_id OR t.kind <> 'question')
    UNION ALL
    (SELECT f.user_id, 'classmate', NULL, 3 FROM thread_members f JOIN enrollments e ON e.course_id = t.course_id AND e.student_id = f.user_id
     WHERE t.visibility = 'class' AND f.thread_id = t.id AND f.user_id <> t.student_id
       AND (f.level = 'all' OR (f.level IS NULL AND f.wrote) OR f.user_id = ${alsoId}::uuid)
     ${alsoId === null ? sql`` : sql`ORDER BY f.user_id = ${alsoId}::uuid DESC`} LIMIT ${followersMax})
  ) p LEFT JOIN thread_members tm ON tm.thread_id = t.id AND tm.user_id = p.user_id) AS members`;

/**
 * Locks a thread's row and reads it. Every change of a thread or of its notifications begins here, so changes of one thread run one after
 * the other. "No key": inserts that refer to the thread need not wait.
 * @param alsoId somebody who has to be among the members if they are one, however many there are
 * @throws AppError not_found
 */
export async function lockThread(tx: Tx, id: string, readerId: string | null, alsoId: string | null = null): Promise<LockedThread> {
  const look = () =>
    tx.$queryRaw<LockedThread[]>`${selectThreads(readerId, membersColumn(alsoId))} WHERE t.id = ${id}::uuid FOR NO KEY UPDATE OF t`;
  // A thread that got another lecturer while this waited does not match the row of `users` joined before. The second look finds it.
  const row = (await look())[0] ?? (await look())[0];
  if (!row) throw new AppError("not_found", texts.threadNotFound);
  return row;
}

/** The thread as it is now, inside the transaction that changed it. */
export async function threadNow(tx: Tx, id: string, readerId: string | null): Promise<LockedThread> {
  const [row] = await tx.$queryRaw<LockedThread[]>`${selectThreads(readerId, membersColumn(null))} WHERE t.id = ${id}::uuid`;
  if (!row) throw new AppError("not_found", texts.threadNotFound);
  return row;
}
