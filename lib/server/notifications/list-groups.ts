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
const lookedAtMax = 2000;
const name = "notification-groups";
const columns = sql`id, type, payload, thread_id, created_at, read_at, seq`;
const inOrder = sql`ORDER BY created_at DESC, id DESC`;
/** The place above all rows. */
const top = ["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"];
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
  const ofInbox = sql`FROM notifications WHERE ${joinSql(matching, " AND ")}`;
  const [at, id] = query.cursor ? decodeCursor(name, query.cursor) : top;
  const groups = firstRows(sql`SELECT id FROM walk WHERE passed > 0`, query.limit + 1);
  const [found] = await read<Row>(
    sql`
    WITH RECURSIVE walk AS (${walkOf(ofInbox, sql`${at}::timestamptz`, sql`${id}::uuid`)}), page AS MATERIALIZED (
      SELECT n.* FROM (${groups}) g CROSS JOIN LATERAL (SELECT ${columns} FROM notifications WHERE id = g.id OFFSET 0) n)
    SELECT counts.*, coalesce((SELECT json_agg(page ORDER BY page.created_at DESC, page.id DESC) FROM page), '[]') AS rows,
      coalesce((SELECT json_agg(t) FROM (${threadsOfInbox(userId, sql`SELECT thread_id FROM page`)}) t), '[]') AS threads
    FROM (${countsOf(userId)}) counts`,
    caller.stillValid,
  );
  const row = requireOwnInbox(found);
  const rows = row.rows.slice(0, query.limit);
  const shown = new Set(rows.map(({ thread_id }) => thread_id));
  const { items, next_cursor } = cutPage(name, { rows, more: row.rows.length > query.limit }, toNotification, place);
  const goesOn = next_cursor ?? (await cursorBehind(sql`${ofInbox} AND (created_at, id) < (${at}::timestamptz, ${id}::uuid)`));
  return {
    notifications: items,
    threads: row.threads.filter(({ thread_id }) => shown.has(thread_id)),
    ...toCounts(row),
    ...(goesOn && { next_cursor: goesOn }),
  };
}

/**
 * Goes from the newest row of one thread to that of the next, and counts the rows that it has passed. The rows of a thread that it has met
 * cost a comparison each, the others a look-up of their thread's newest: what has a newer row above was on an earlier page. A join or
 * DISTINCT ON would have PostgreSQL read the whole inbox first.
 * @param ofInbox the rows that match, from FROM on
 */
function walkOf(ofInbox: Sql, at: Sql, id: Sql): Sql {
  const below = sql`
    SELECT id, thread_id, created_at, row_number() OVER (${inOrder}) AS nth FROM (
      SELECT id, thread_id, created_at ${ofInbox} AND (created_at, id) < (walk.created_at, walk.id)
      ${inOrder} LIMIT ${inlineNumber(lookedAtMax)} - walk.passed) n`;
  const next = sql`
    SELECT * FROM (${below}) n
    WHERE thread_id IS NULL OR thread_id <> ALL(walk.threads) AND id = (SELECT id ${ofInbox} AND thread_id = n.thread_id ${inOrder} LIMIT 1)
    ${inOrder} LIMIT 1`;
  return sql`
    SELECT ${id} AS id, ${at} AS created_at, 0::int8 AS passed, '{}'::uuid[] AS threads
    UNION ALL
    SELECT next.id, next.created_at, walk.passed + next.nth,
      CASE WHEN next.thread_id IS NULL THEN walk.threads ELSE walk.threads || next.thread_id END
    FROM walk CROSS JOIN LATERAL (${next}) next`;
}

/** The cursor behind the last row that was read; undefined when all were. */
async function cursorBehind(below: Sql): Promise<string | undefined> {
  const [last] = await read<Pick<NotificationRow, "created_at" | "id">>(
    sql`SELECT created_at, id ${below} ${inOrder} OFFSET ${lookedAtMax - 1} LIMIT 1`,
  );
  return last && encodeCursor(name, place(last));
}
