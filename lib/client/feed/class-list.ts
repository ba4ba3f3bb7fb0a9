import type { Thread, ThreadShared, Vote } from "#lib/contract/discussions.ts";
import type { ClassView } from "./class-filter";

type Page = { items: Thread[]; cursor: string | null };

/** Class threads on screen. Rows change in place; their order changes only on request. */
export type ClassList = Page & {
  /** Threads that are new, or have moved up from further down, and have no row yet. */
  fresh: readonly string[];
};

export const classList = (page: Page): ClassList => ({ ...page, fresh: [] });

/** Whether a thread may be in a view, as far as one can say without knowing the reader's part in it. */
function couldBeIn(view: ClassView, thread: ThreadShared): boolean {
  if (view.videoId !== null && thread.video_id !== view.videoId) return false;
  if (view.filter === "waiting") return thread.waiting;
  if (view.filter === "answered") return thread.kind === "question" && thread.answer_state !== "unanswered";
  return view.filter === "all";
}

/** A thread is new or has changed. Its row stays where it is, even if it has left the view. */
export function applyThread(list: ClassList, thread: ThreadShared, view: ClassView): ClassList {
  if (list.items.some(({ id }) => id === thread.id))
    return {
      ...list,
      items: list.items.map((row) => (row.id === thread.id && row.version <= thread.version ? { ...row, ...thread } : row)),
    };
  if (list.fresh.includes(thread.id) || !couldBeIn(view, thread)) return list;
  return { ...list, fresh: [...list.fresh, thread.id] };
}

/** A thread is gone, or the class's no more. */
export const withoutThread = (list: ClassList, threadId: string): ClassList => ({
  ...list,
  items: list.items.filter(({ id }) => id !== threadId),
  fresh: list.fresh.filter((id) => id !== threadId),
});

/**
 * Applies a fresh first page: rows change in place, and new ones wait to be asked for. A row that should be on the page and is not is gone,
 * if the view shows everything. An empty list is filled at once, because nothing in it could jump.
 */
export function refreshClassList(list: ClassList, page: Page, view: ClassView): ClassList {
  if (list.items.length === 0) return classList(page);
  const now = new Map(page.items.map((thread) => [thread.id, thread]));
  const end = page.cursor === null ? "" : (page.items.at(-1)?.updated_at ?? "");
  const isMissed = (row: Thread) => view.filter === "all" && (page.cursor === null || (view.sort === "recent" && row.updated_at > end));
  const knownIds = new Set(list.items.map(({ id }) => id));
  return {
    items: list.items.flatMap((row) => {
      const fresh = now.get(row.id);
      if (fresh) return fresh.version >= row.version ? fresh : row;
      return isMissed(row) ? [] : row;
    }),
    cursor: list.cursor,
    fresh: page.items.filter(({ id, updated_at }) => !knownIds.has(id) && isAbove(list, updated_at, view)).map(({ id }) => id),
  };
}

/** Whether a thread belongs above the end of the list, and is not merely further down than was loaded. */
function isAbove({ items, cursor }: ClassList, updatedAt: string, { sort }: ClassView): boolean {
  return cursor === null || sort !== "recent" || updatedAt > (items.at(-1)?.updated_at ?? "");
}

/** The list with the page at `cursor` below it, unless it has begun anew meanwhile. */
export function appendClassPage(list: ClassList, page: Page, cursor: string): ClassList {
  if (list.cursor !== cursor) return list;
  const knownIds = new Set(list.items.map(({ id }) => id));
  const more = page.items.filter(({ id }) => !knownIds.has(id));
  const came = new Set(more.map(({ id }) => id));
  return { items: [...list.items, ...more], cursor: page.cursor, fresh: list.fresh.filter((id) => !came.has(id)) };
}

/** The list with the reader's vote on a thread: as the server answered it or, before that, as it will. */
export const withVote = (list: ClassList, threadId: string, vote: Partial<Vote> & { voted: boolean }): ClassList => ({
  ...list,
  items: list.items.map((row) =>
    row.id === threadId ? { ...row, ...vote, votes: vote.votes ?? Math.max(0, row.votes + Number(vote.voted) - Number(row.voted)) } : row,
  ),
});
