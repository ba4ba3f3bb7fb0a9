import { useRef, useState } from "react";
import { apiPage } from "#lib/client/api/api";
import { loadingProblem } from "#lib/client/api/problems";
import { limits } from "#lib/contract/limits";

export type Pages<Item> = { items: Item[]; cursor: string | null };
/** The REST call for a page of a list. */
export type CallOf = (limit: number, cursor?: string) => string;

/** At least `count` rows from the top of a list, in as few calls as possible. */
async function fetchTop<Item>(callOf: CallOf, count: number): Promise<Pages<Item>> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(limits.pageMax, Math.max(limits.pageDefault, count - items.length));
    const page = await apiPage<Item>(callOf(limit, cursor));
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && items.length < count);
  return { items, cursor: cursor ?? null };
}

/** A list that the server gives in pages. It can go on at the end, and reload as much as is shown. */
export function usePages<Item extends { id: string }>(initial: Pages<Item>) {
  const [pages, setPages] = useState(initial);
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const turn = useRef(0);

  /** The last request counts, whichever answer comes last. */
  const take = async (load: () => Promise<Pages<Item>>) => {
    const mine = ++turn.current;
    setLoading(true);
    setProblem(null);
    try {
      const next = await load();
      if (mine === turn.current) setPages(next);
    } catch (error) {
      if (mine === turn.current) setProblem(loadingProblem(error));
    }
    if (mine === turn.current) setLoading(false);
  };

  return {
    ...pages,
    loading,
    problem,
    /** Loads from the top; `count` is how many rows there should be. */
    load: (callOf: CallOf, count: number = limits.pageDefault) => take(() => fetchTop<Item>(callOf, count)),
    more: (callOf: CallOf) =>
      take(async () => {
        const page = await apiPage<Item>(callOf(limits.pageDefault, pages.cursor ?? undefined));
        const known = new Set(pages.items.map(({ id }) => id));
        return { items: [...pages.items, ...page.items.filter(({ id }) => !known.has(id))], cursor: page.next_cursor ?? null };
      }),
  };
}
