import { type InboxState, threadOf } from "#lib/client/inbox-state";
import type { Notification } from "#lib/contract/notifications";

/** What the list shows as one: all notifications of a thread, or a single one that belongs to none. */
export type Group = {
  key: string;
  threadId: string | null;
  /** The newest, which speaks for all. */
  latest: Notification;
  /** Newest first. */
  rows: Notification[];
  /** How many of them are unread. */
  unread: number;
};

/** Groups rows that come newest first; the groups then do, too. */
export function groupRows(rows: Notification[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const threadId = threadOf(row);
    const key = threadId ?? row.id;
    const group = groups.get(key) ?? { key, threadId, latest: row, rows: [], unread: 0 };
    group.rows.push(row);
    if (!row.read) group.unread++;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The listed rows of an inbox, newest first. */
export const rowsOf = ({ order, byId }: Pick<InboxState, "order" | "byId">): Notification[] => order.flatMap((id) => byId[id] ?? []);
