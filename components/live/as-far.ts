export type Part<Item> = { items: Item[]; cursor: string | null };

/**
 * The first rows of a list that is longer than one answer, at least `count` of them if there are so many. A row that moved between two
 * pages is in it once.
 */
export async function loadAsFar<Item extends { id: string }, Besides>(
  load: (cursor: string | null) => Promise<Part<Item> & Besides>,
  count: number,
): Promise<Part<Item> & { first: Part<Item> & Besides }> {
  const first = await load(null);
  const items = new Map(first.items.map((item) => [item.id, item]));
  let cursor = first.cursor;
  while (cursor !== null && items.size < count) {
    const page = await load(cursor);
    for (const item of page.items) items.set(item.id, item);
    cursor = page.cursor;
  }
  return { first, items: [...items.values()], cursor };
}

/** How long to wait before reloading a list of so many rows, in ms. A client that has loaded ten pages of it reloads a tenth as often. */
export const pause = (count: number): number => 250 * Math.max(1, Math.ceil(count / 100));
