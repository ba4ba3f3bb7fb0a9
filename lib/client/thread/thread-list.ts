import type { Thread, ThreadStatus } from "#lib/contract/discussions.ts";
import type { Tab } from "./list-filter";

export type ThreadList = {
  /** The rows on screen. Their order changes only on request. */
  items: Thread[];
  /** Newer threads without a row yet, newest first. */
  waiting: Thread[];
  cursor: string | null;
  /** The newest page when it does not reach down to the rows on screen. Once asked for, the list begins anew with it. */
  replacement: ThreadPage | null;
};

export type ThreadPage = { items: Thread[]; cursor: string | null };

export const threadList = (page: ThreadPage): ThreadList => ({ items: page.items, waiting: [], cursor: page.cursor, replacement: null });

const newest = (threads: Thread[]) =>
  threads.sort((a, b) => (a.updated_at === b.updated_at ? (a.id < b.id ? 1 : -1) : a.updated_at < b.updated_at ? 1 : -1));

/** How far down a page reaches, as the time of the last change. The last page reaches down to everything. */
const endOf = (page: ThreadPage) => (page.cursor === null ? "" : (page.items.at(-1)?.updated_at ?? ""));

/** Rows on screen that a fresh first page should have, but has not: they have left the list. */
export function removedRows({ items }: ThreadList, page: ThreadPage): Thread[] {
  const fresh = new Set(page.items.map(({ id }) => id));
  return items.filter((thread) => thread.updated_at > endOf(page) && !fresh.has(thread.id));
}

/**
 * The state of a thread that left the list of a tab, when no answer shows it: nothing was written there lately. So it was resolved, by its
 * asker's leaving, or what was resolved is open again.
 */
function assumedState(thread: Thread, tab: Tab): Thread {
  const status: ThreadStatus = tab === "resolved" ? "open" : "resolved";
  return tab === "unread" ? { ...thread, unread: false } : { ...thread, status };
}

/**
 * Applies a fresh first page: rows on screen change in place, new ones wait to be asked for, and nothing moves except that deleted rows
 * vanish. `all` is the first page without the tab, which shows what became of a row that left; null when it was not asked for. An empty
 * list is filled at once, because nothing in it could jump.
 */
export function refreshThreadList(list: ThreadList, page: ThreadPage, tab: Tab, all: ThreadPage | null = null): ThreadList {
  if (list.items.length === 0) return threadList(page);
  const fresh = new Map(page.items.map((thread) => [thread.id, thread]));
  const end = endOf(page);
  const left = new Set(removedRows(list, page).map(({ id }) => id));
  const knownIds = new Set(list.items.map((thread) => thread.id));
  const further = list.waiting.filter((thread) => thread.updated_at <= end && !fresh.has(thread.id) && !knownIds.has(thread.id));
  // What waits may itself not reach down to the rows on screen.
  const reached = list.replacement ? list.items : [...list.items, ...list.waiting];
  const joins = page.cursor === null || reached.some(({ id, updated_at }) => fresh.has(id) || updated_at >= end);
  return {
    items: list.items.flatMap((thread) => {
      const now = fresh.get(thread.id) ?? (left.has(thread.id) ? resolveRemoved(thread, tab, tab === "all" ? page : all) : thread);
      return now ?? [];
    }),
    waiting: [...page.items.filter((thread) => !knownIds.has(thread.id)), ...further],
    cursor: list.cursor,
    replacement: joins ? null : page,
  };
}

/** The state of a row that has left; null when it was deleted. */
function resolveRemoved(thread: Thread, tab: Tab, all: ThreadPage | null): Thread | null {
  const now = all?.items.find(({ id }) => id === thread.id);
  if (now) return now;
  return all && thread.updated_at > endOf(all) ? null : assumedState(thread, tab);
}

/** The rows together with the waiting ones, newest first. */
export function withWaiting(list: ThreadList): ThreadList {
  if (list.replacement) return threadList(list.replacement);
  return { ...list, items: newest([...list.waiting, ...list.items]), waiting: [] };
}

/**
 * Appends the page at `cursor`, unless the list has begun anew since it was asked for. A thread that moved up meanwhile keeps its one row.
 */
export function appendThreadPage(list: ThreadList, page: ThreadPage, cursor: string): ThreadList {
  if (list.cursor !== cursor) return list;
  const knownIds = new Set([...list.items, ...list.waiting].map((thread) => thread.id));
  return { ...list, items: [...list.items, ...page.items.filter((thread) => !knownIds.has(thread.id))], cursor: page.cursor };
}
