import { limits } from "#lib/contract/limits.ts";
import type { InboxThread, InboxThreads, InboxThreadsQuery } from "#lib/contract/notifications.ts";
import type { Caller } from "../caller";
import { inlineNumber, read, type Sql, sql } from "../db/sql";
import { type CountsRow, countsOf, isUnread, requireOwnInbox, toCounts } from "./counts";
import { type NotificationRow, toNotification } from "./to-notification";

/** The inbox's figures for the threads that `ids`, a sub-select, names. */
export const threadsOfInbox = (userId: string, ids: Sql): Sql => sql`
  SELECT t.id AS thread_id, left(t.question_text, ${limits.previewLength}::int) AS question,
    (SELECT count(*)::int FROM (SELECT 1 FROM notifications n WHERE n.user_id = ${userId}::uuid AND n.thread_id = t.id
       AND ${isUnread(sql`n`)} LIMIT ${inlineNumber(limits.countCap)}) unread) AS unread
  FROM threads t WHERE t.id IN (${ids})`;

type Row = CountsRow & { rows: NotificationRow[]; threads: InboxThread[] };

/**
 * The inbox's figures for some threads now. Leaves out threads without a listed notification, so that nobody learns of a thread they were
 * not notified of. All comes from one statement, so it fits the counts and `seq`.
 */
export async function listInboxThreads({ caller, query }: { caller: Caller; query: InboxThreadsQuery }): Promise<InboxThreads> {
  const userId = caller.user.id;
  const newest = (and: Sql) => sql`
    SELECT n.* FROM unnest((SELECT ${query.ids}::uuid[])) AS asked(id) CROSS JOIN LATERAL (
      SELECT id, type, payload, thread_id, created_at, read_at, seq FROM notifications
      WHERE user_id = ${userId}::uuid AND thread_id = asked.id AND counted AND removed_at IS NULL ${and}
      ORDER BY created_at DESC, id DESC LIMIT 1) n`;
  const [found] = await read<Row>(sql`
    WITH listed AS MATERIALIZED (${newest(sql``)} UNION ${newest(sql`AND read_at IS NULL`)})
    SELECT counts.*, coalesce((SELECT json_agg(listed ORDER BY listed.created_at DESC, listed.id DESC) FROM listed), '[]') AS rows,
      coalesce((SELECT json_agg(t) FROM (${threadsOfInbox(userId, sql`SELECT thread_id FROM listed`)}) t), '[]') AS threads
    FROM (${countsOf(userId)}) counts`);
  const row = requireOwnInbox(found);
  return { threads: row.threads, notifications: row.rows.map(toNotification), ...toCounts(row) };
}
