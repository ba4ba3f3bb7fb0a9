export type Part<Item> = { items: Item[]; cursor: string | null };

/**
 * The first rows of a list that is longer than one answer, at least `count` of them where there are so many. A row that moved while the pages
 * were asked for stands there once.
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

/** When to ask again for a list of so many rows, in ms: whoever has loaded ten pages of it asks a tenth as often. */
export const pause = (count: number): number => 250 * Math.max(1, Math.ceil(count / 100));
