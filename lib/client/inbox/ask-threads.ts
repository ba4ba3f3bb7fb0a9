import type { InboxThreads } from "#lib/contract/notifications";
import { api } from "../api/api";
import type { InboxStore } from "./inbox-store";

/** What one question to the server may name. */
const most = 100;

/** Asks what the inbox says of these threads (of the first 100), and takes it in. Throws ApiError. */
export async function askThreads(store: InboxStore, threadIds: string[]): Promise<void> {
  const asked = threadIds.slice(0, most);
  if (asked.length === 0) return;
  const answer = await api<InboxThreads>("GET", `/api/notifications/threads?ids=${asked.join(",")}`);
  store.apply({ kind: "threads", asked, answer });
}
