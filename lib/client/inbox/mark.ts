import { limits } from "#lib/contract/limits.ts";
import type { CountsAt, Notification } from "#lib/contract/notifications.ts";
import { api } from "../api/api";
import type { InboxStore } from "./inbox-store";

const post = (action: "read" | "unread", body: object) => api<CountsAt>("POST", `/api/notifications/${action}`, body, { keepalive: true });

/** Marks single notifications (up to 100) as read or unread. The list changes when the server has agreed. @throws ApiError */
export async function markIds(store: InboxStore, ids: string[], read: boolean): Promise<void> {
  const at = await post(read ? "read" : "unread", { ids });
  store.apply({ kind: "marked", at, what: { ids, read } });
}

/** Marks all notifications of a thread as read, even those that are not loaded; `ids` are the loaded ones. @throws ApiError */
export async function markThread(store: InboxStore, threadId: string, ids: string[]): Promise<void> {
  const at = await post("read", { thread_id: threadId });
  store.apply({ kind: "marked", at, what: { ids, threadId, read: true } });
}

/**
 * Marks as read what the user was shown: all that was known at `upToSeq`, and the rows here that changed later and are not `hidden`. What
 * arrives meanwhile stays unread. @throws ApiError
 */
export async function markShown(store: InboxStore, upToSeq: number, hidden: (row: Notification) => boolean): Promise<void> {
  const later = Object.values(store.getState().byId).filter((row) => !row.read && row.seq > upToSeq && !hidden(row));
  const at = await post("read", { up_to_seq: upToSeq });
  store.apply({ kind: "marked", at, what: { upToSeq, read: true } });
  const ids = later.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += limits.pageMax) await markIds(store, ids.slice(from, from + limits.pageMax), true);
}
