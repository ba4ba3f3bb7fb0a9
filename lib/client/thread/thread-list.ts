import type { Role } from "#lib/contract/auth";
import type { Thread, ThreadStatus } from "#lib/contract/discussions";
import type { Tab } from "./list-filter";

export type ThreadList = {
  /** The rows on screen; their order does not change by itself. */
  shown: Thread[];
  /** What came since and has no row yet, newest first. */
  waiting: Thread[];
  cursor: string | null;
  /** So much came that the newest page does not reach down to what is on screen: once asked for, the list begins anew with it. */
  anew: ThreadPage | null;
};

export type ThreadPage = { items: Thread[]; cursor: string | null };

/** Whether the thread holds something that this person has not read. */
export const isUnread = (thread: Thread, role: Role): boolean => (role === "lecturer" ? thread.lecturer_unread : thread.student_unread);

export const threadList = (page: ThreadPage): ThreadList => ({ shown: page.items, waiting: [], cursor: page.cursor, anew: null });

const newest = (threads: Thread[]) =>
  threads.sort((a, b) => (a.updated_at === b.updated_at ? (a.id < b.id ? 1 : -1) : a.updated_at < b.updated_at ? 1 : -1));

/** How far down a page reaches, as the time of the last change; everything with one that begins the list. */
const endOf = (page: ThreadPage) => (page.cursor === null ? "" : (page.items.at(-1)?.updated_at ?? ""));

/** Rows on screen that a fresh first page should have, and does not: they have left the list. */
export function leavers({ shown }: ThreadList, page: ThreadPage): Thread[] {
  const fresh = new Set(page.items.map(({ id }) => id));
  return shown.filter((thread) => thread.updated_at > endOf(page) && !fresh.has(thread.id));
}

/** What a row that left the list of a tab must have become, where nothing tells. */
function leftBy(thread: Thread, tab: Tab): Thread {
  const status: ThreadStatus = tab === "open" ? "resolved" : tab === "resolved" ? "open" : thread.status;
  return tab === "unread" ? { ...thread, student_unread: false, lecturer_unread: false } : { ...thread, status };
}

/**
 * Takes a fresh first page in quietly: rows on screen change in place, new ones wait to be asked for, nothing moves but for what was deleted,
 * which goes. `all` is the first page without the tab, which tells what became of a row that left; null when it was not asked for. An empty
 * list has nothing that could jump, so it is filled at once.
 */
export function refreshed(list: ThreadList, page: ThreadPage, tab: Tab, all: ThreadPage | null = null): ThreadList {
  if (list.shown.length === 0) return threadList(page);
  const fresh = new Map(page.items.map((thread) => [thread.id, thread]));
  const end = endOf(page);
  const left = new Set(leavers(list, page).map(({ id }) => id));
  const held = new Set(list.shown.map((thread) => thread.id));
  const further = list.waiting.filter((thread) => thread.updated_at <= end && !fresh.has(thread.id) && !held.has(thread.id));
  // What waits may itself not reach down to the rows on screen.
  const reached = list.anew ? list.shown : [...list.shown, ...list.waiting];
  const joins = page.cursor === null || reached.some(({ id, updated_at }) => fresh.has(id) || updated_at >= end);
  return {
    shown: list.shown.flatMap((thread) => {
      const now = fresh.get(thread.id) ?? (left.has(thread.id) ? became(thread, tab, tab === "all" ? page : all) : thread);
      return now ?? [];
    }),
    waiting: [...page.items.filter((thread) => !held.has(thread.id)), ...further],
    cursor: list.cursor,
    anew: joins ? null : page,
  };
}

/** What a row is that has left; null when it was deleted. */
function became(thread: Thread, tab: Tab, all: ThreadPage | null): Thread | null {
  const now = all?.items.find(({ id }) => id === thread.id);
  if (now) return now;
  return all && thread.updated_at > endOf(all) ? null : leftBy(thread, tab);
}

/** The rows with what waited, newest first. */
export function withWaiting(list: ThreadList): ThreadList {
  if (list.anew) return threadList(list.anew);
  return { ...list, shown: newest([...list.waiting, ...list.shown]), waiting: [] };
}

/** The page at `cursor`, below, unless the list has begun anew since it was asked for. A thread that moved up meanwhile keeps its one row. */
export function appended(list: ThreadList, page: ThreadPage, cursor: string): ThreadList {
  if (list.cursor !== cursor) return list;
  const held = new Set([...list.shown, ...list.waiting].map((thread) => thread.id));
  return { ...list, shown: [...list.shown, ...page.items.filter((thread) => !held.has(thread.id))], cursor: page.cursor };
}
