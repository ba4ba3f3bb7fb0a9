import type { InboxPage, ListNotificationsQuery } from "#lib/contract/notifications.ts";
import type { Caller } from "../caller";
import { firstRows, joinSql, read, sql } from "../db/sql";
import { decodeCursor, pageOf } from "../pagination";
import { type CountsRow, countsOf, requireOwnInbox, toCounts } from "./counts";
import { listGroups } from "./list-groups";
import { type NotificationRow, toNotification } from "./to-notification";

type Row = CountsRow & { rows: (NotificationRow & { created_at: string })[] };

/**
 * docs/contract.md section 6, `GET /api/notifications`: newest first, by thread on demand (`listGroups`). Page and counts come from one
 * statement, so that they fit each other.
 */
export async function listNotifications({ caller, query }: { caller: Caller; query: ListNotificationsQuery }): Promise<InboxPage> {
  if (query.group) return listGroups({ caller, query });
  const conditions = [sql`user_id = ${caller.user.id}::uuid`, sql`counted`, sql`removed_at IS NULL`];
  if (query.filter === "unread") conditions.push(sql`read_at IS NULL`);
  if (query.type) conditions.push(sql`type = ${query.type}`);
  if (query.cursor) {
    const [at, id] = decodeCursor("notifications", query.cursor);
    conditions.push(sql`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const listed = sql`
    SELECT id, type, payload, created_at, read_at, seq FROM notifications
    WHERE ${joinSql(conditions, " AND ")} ORDER BY created_at DESC, id DESC`;
  const page = firstRows(listed, query.limit + 1);
  const [found] = await read<Row>(
    sql`
    SELECT counts.*, coalesce((SELECT json_agg(page ORDER BY page.created_at DESC, page.id DESC) FROM (${page}) page), '[]') AS rows
    FROM (${countsOf(caller.user.id)}) counts`,
    caller.stillValid,
  );
  const row = requireOwnInbox(found);
  const place = (last: NotificationRow) => [new Date(last.created_at).toISOString(), last.id];
  const { items, next_cursor } = pageOf("notifications", row.rows, query.limit, toNotification, place);
  return { notifications: items, ...toCounts(row), ...(next_cursor && { next_cursor }) };
}
