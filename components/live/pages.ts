import { apiPage } from "#lib/client/api/api.ts";
import { limits } from "#lib/contract/limits.ts";

/** The rows of a list that are here, and where it goes on. */
export type Pages<Item> = { items: Item[]; cursor: string | null };

/** One page of a list (GET). @throws ApiError */
export async function fetchPage<Item>(path: string): Promise<Pages<Item>> {
  const { items, next_cursor } = await apiPage<Item>(path);
  return { items, cursor: next_cursor ?? null };
}

/**
 * Fetches the first rows of a list that is longer than one answer: at least `wanted()` of them where there are so many, by as few
 * calls as it takes. What the first answer says besides counts. A row that moved while the pages were asked for stands there once.
 */
export async function loadAtLeast<Item extends { id: string }, List extends Pages<Item>>(
  load: (cursor: string | null, limit: number) => Promise<List>,
  wanted: () => number,
): Promise<List> {
  const limit = (loadedCount: number) => Math.min(limits.pageMax, Math.max(limits.pageDefault, wanted() - loadedCount));
  const first = await load(null, limit(0));
  const items = new Map(first.items.map((item) => [item.id, item]));
  let cursor = first.cursor;
  while (cursor !== null && items.size < wanted()) {
    const page = await load(cursor, limit(items.size));
    for (const item of page.items) items.set(item.id, item);
    cursor = page.cursor;
  }
  return { ...first, items: [...items.values()], cursor };
}

/** A list with the page at `cursor` below it, unless it was fetched anew meanwhile: then it goes on somewhere else. */
export function appendPage<Item extends { id: string }, List extends Pages<Item>>(list: List, page: Pages<Item>, cursor: string): List {
  if (list.cursor !== cursor) return list;
  const knownIds = new Set(list.items.map(({ id }) => id));
  return { ...list, items: [...list.items, ...page.items.filter(({ id }) => !knownIds.has(id))], cursor: page.cursor };
}

/** When to ask again for a list of so many rows, in ms: whoever has loaded ten pages of it asks a tenth as often. */
export const refetchIntervalMs = (count: number): number => 250 * Math.max(1, Math.ceil(count / 100));
