import type { CountsAt } from "#lib/contract/notifications.ts";
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

/** Marks everything as read that the user can know of. What arrives meanwhile stays unread. @throws ApiError */
export async function markAll(store: InboxStore): Promise<void> {
  const upToSeq = store.getState().seq;
  const at = await post("read", { up_to_seq: upToSeq });
  store.apply({ kind: "marked", at, what: { upToSeq, read: true } });
}
