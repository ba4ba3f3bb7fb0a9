import type { InboxPage, InboxThread, ListNotificationsQuery } from "#lib/contract/notifications.ts";
import type { Caller } from "../caller";
import { firstRows, inlineNumber, joinSql, read, type Sql, sql } from "../db/sql";
import { cutPage, decodeCursor, encodeCursor } from "../pagination";
import { type CountsRow, countsOf, requireOwnInbox, toCounts } from "./counts";
import { threadsOfInbox } from "./list-inbox-threads";
import { type NotificationRow, toNotification } from "./to-notification";

type Listed = NotificationRow & { thread_id: string | null };
type Row = CountsRow & { rows: Listed[]; threads: InboxThread[] };

/** The most rows that are read for one page. Behind a thread with more rows the page ends early, and its cursor goes on. */
const lookedAtMax = 5000;
const name = "notification-groups";
const place = (row: Pick<NotificationRow, "created_at" | "id">) => [new Date(row.created_at).toISOString(), row.id];

/**
 * `GET /api/notifications?group=thread`: the newest notification of each thread and each without a thread, newest first, with the inbox's
 * figures for these threads. With `filter` or `type` it is the newest of the thread that matches. Page, figures and counts come from one
 * statement.
 */
export async function listGroups({ caller, query }: { caller: Caller; query: ListNotificationsQuery }): Promise<InboxPage> {
  const userId = caller.user.id;
  const matching = [sql`user_id = ${userId}::uuid`, sql`counted`, sql`removed_at IS NULL`];
  if (query.filter === "unread") matching.push(sql`read_at IS NULL`);
  if (query.type) matching.push(sql`type = ${query.type}`);
  const below = [...matching];
  if (query.cursor) {
    const [at, id] = decodeCursor(name, query.cursor);
    below.push(sql`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const inOrder = sql`ORDER BY created_at DESC, id DESC`;
  const rowsBelow = (columns: Sql) => sql`SELECT ${columns} FROM notifications WHERE ${joinSql(below, " AND ")} ${inOrder}`;
  // Looks up the newest of the thread by id, row after row. Because for a join PostgreSQL would read the whole inbox first.
  const newest = sql`
    SELECT n.* FROM (${rowsBelow(sql`id, type, payload, thread_id, created_at, read_at, seq`)} LIMIT ${inlineNumber(lookedAtMax)}) n
    WHERE n.thread_id IS NULL OR n.id = (
      SELECT id FROM notifications WHERE thread_id = n.thread_id AND ${joinSql(matching, " AND ")} ${inOrder} LIMIT 1)
    ORDER BY n.created_at DESC, n.id DESC`;
  const [found] = await read<Row>(
    sql`
    WITH page AS MATERIALIZED (${firstRows(newest, query.limit + 1)})
    SELECT counts.*, coalesce((SELECT json_agg(page ORDER BY page.created_at DESC, page.id DESC) FROM page), '[]') AS rows,
      coalesce((SELECT json_agg(t) FROM (${threadsOfInbox(userId, sql`SELECT thread_id FROM page`)}) t), '[]') AS threads
    FROM (${countsOf(userId)}) counts`,
    caller.stillValid,
  );
  const row = requireOwnInbox(found);
  const rows = row.rows.slice(0, query.limit);
  const shown = new Set(rows.map(({ thread_id }) => thread_id));
  const { items, next_cursor } = cutPage(name, { rows, more: row.rows.length > query.limit }, toNotification, place);
  const goesOn = next_cursor ?? (await cursorBehind(rowsBelow(sql`created_at, id`)));
  return {
    notifications: items,
    threads: row.threads.filter(({ thread_id }) => shown.has(thread_id)),
    ...toCounts(row),
    ...(goesOn && { next_cursor: goesOn }),
  };
}

/** The cursor behind the last row that was read; undefined when all were. */
async function cursorBehind(rows: Sql): Promise<string | undefined> {
  const [last] = await read<Pick<NotificationRow, "created_at" | "id">>(sql`${rows} OFFSET ${lookedAtMax - 1} LIMIT 1`);
  return last && encodeCursor(name, place(last));
}
