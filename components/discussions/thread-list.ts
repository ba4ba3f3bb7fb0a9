import type { Role } from "#lib/contract/auth";
import type { Thread, ThreadStatus } from "#lib/contract/discussions";
import type { Tab } from "./list-filter";

export type ThreadList = {
  /** The rows on screen; their order does not change by itself. */
  shown: Thread[];
  /** What came since and has no row yet, newest first. */
  waiting: Thread[];
  cursor: string | null;
};

export type ThreadPage = { items: Thread[]; cursor: string | null };

/** Whether the thread holds something that this person has not read. */
export const isUnread = (thread: Thread, role: Role): boolean => (role === "lecturer" ? thread.lecturer_unread : thread.student_unread);

export const threadList = (page: ThreadPage): ThreadList => ({ shown: page.items, waiting: [], cursor: page.cursor });

const newest = (threads: Thread[]) =>
  threads.sort((a, b) => (a.updated_at === b.updated_at ? (a.id < b.id ? 1 : -1) : a.updated_at < b.updated_at ? 1 : -1));

/** What a row that the fresh first page no longer has must have become: it left the list by that. */
function leftBy(thread: Thread, tab: Tab): Thread {
  const status: ThreadStatus = tab === "open" ? "resolved" : tab === "resolved" ? "open" : thread.status;
  return tab === "unread" ? { ...thread, student_unread: false, lecturer_unread: false } : { ...thread, status };
}

/**
 * Takes a fresh first page in quietly: rows on screen change in place, new ones wait to be asked for, nothing moves. An empty list has
 * nothing that could jump, so it is filled at once.
 */
export function refreshed(list: ThreadList, page: ThreadPage, tab: Tab): ThreadList {
  if (list.shown.length === 0) return threadList(page);
  const fresh = new Map(page.items.map((thread) => [thread.id, thread]));
  const end = page.cursor === null ? "" : (page.items.at(-1)?.updated_at ?? "");
  const held = new Set(list.shown.map((thread) => thread.id));
  return {
    shown: list.shown.map((thread) => fresh.get(thread.id) ?? (tab !== "all" && thread.updated_at > end ? leftBy(thread, tab) : thread)),
    waiting: page.items.filter((thread) => !held.has(thread.id)),
    cursor: list.cursor,
  };
}

/** The rows with what waited, newest first. */
export function withWaiting(list: ThreadList): ThreadList {
  return { ...list, shown: newest([...list.waiting, ...list.shown]), waiting: [] };
}

/** The next page, below. A thread that moved up meanwhile keeps its one row. */
export function appended(list: ThreadList, page: ThreadPage): ThreadList {
  const held = new Set([...list.shown, ...list.waiting].map((thread) => thread.id));
  return { ...list, shown: [...list.shown, ...page.items.filter((thread) => !held.has(thread.id))], cursor: page.cursor };
}
