import type { InboxThreads } from "#lib/contract/notifications.ts";
import { api } from "../api/api";
import type { InboxStore } from "./inbox-store";

/** How many threads one request may name. */
const threadsMax = 100;

/** Asks for the inbox's figures for these threads (the first 100), and applies them. @throws ApiError */
export async function fetchThreadFigures(store: InboxStore, threadIds: string[]): Promise<void> {
  const asked = threadIds.slice(0, threadsMax);
  if (asked.length === 0) return;
  const answer = await api<InboxThreads>("GET", `/api/notifications/threads?ids=${asked.join(",")}`);
  store.apply({ kind: "threads", asked, answer });
}
