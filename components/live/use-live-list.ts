import { hashKey, type QueryKey, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { loadingProblem } from "#lib/client/api/problems.ts";
import { pause } from "#lib/client/pause.ts";
import { limits } from "#lib/contract/limits.ts";
import { appendPage, loadAtLeast, type Pages } from "./pages";
import { debounceMs, type InvalidatedBy, refetchSoon } from "./queries";
import { useQueries } from "./use-queries";

type Options<List> = {
  /** Names the list together with what it is filtered by. */
  queryKey: QueryKey;
  /** What the server painted, for the key that comes first. */
  initial: List;
  /** The same as it came with the page. Whoever comes back to the page finds the list as it was left, with all that was loaded of it. */
  painted?: object;
  /** How long after one has come back the list is asked for anew (ms). */
  backDelayMs?: number;
  /** Asks the server; `current` answers what is here by then. */
  load: (current: () => List | undefined, signal: AbortSignal) => Promise<List>;
  invalidatedBy: InvalidatedBy;
};

/**
 * The lists that were left, each with its key, by what was painted of them. Next gives the same again on the way back, and something new to
 * whoever opens the page anew. So nothing is kept for longer than Next keeps the page.
 */
const leftLists = new WeakMap<object, { key: string; list: unknown }>();

/** What the server painted, and keeps being true as long as no news outdates it. While another key is asked for, what is shown stays. */
export function useLiveList<List>(options: Options<List>) {
  const { queryKey, initial, painted, backDelayMs = debounceMs, load, invalidatedBy } = options;
  const client = useQueries();
  const key = hashKey(queryKey);
  const [left] = useState(() => {
    const found = painted && leftLists.get(painted);
    return found?.key === key ? { list: found.list as List } : null;
  });
  const first = left ? left.list : initial;
  // For a key that comes back, what was there at first is old.
  const [firstKey, setFirstKey] = useState<string | null>(key);
  if (firstKey !== null && firstKey !== key) setFirstKey(null);
  const { data, isFetching, failureReason } = useQuery<List>(
    {
      queryKey,
      queryFn: ({ signal }) => load(() => client.getQueryData<List>(queryKey), signal),
      ...(firstKey === key && { initialData: () => first }),
      meta: { invalidatedBy },
    },
    client,
  );
  const [shown, setShown] = useState(first);
  if (data !== undefined && data !== shown) setShown(data);

  const refetch = (delay: number = debounceMs) => {
    const query = client.getQueryCache().find({ queryKey });
    if (query) refetchSoon(client, query, delay);
  };
  // Nothing was heard while one was away.
  const comeBack = useEffectEvent(() => left && refetch(backDelayMs));
  useEffect(() => void comeBack(), []);
  useEffect(() => {
    if (painted && firstKey === key && data !== undefined) leftLists.set(painted, { key, list: data });
  }, [painted, firstKey, key, data]);

  return {
    list: data ?? shown,
    /** Not while it is tried again by itself. */
    loading: isFetching && failureReason === null,
    problem: failureReason && loadingProblem(failureReason),
    change: (by: (list: List) => List) => client.setQueryData<List>(queryKey, (list) => list && by(list)),
    refetch,
  };
}

/** One step of a list that goes on: whether it is on its way, and what went wrong with the last try. */
export function useMore(load: () => Promise<void>) {
  const [{ loading, problem }, setState] = useState<{ loading: boolean; problem: string | null }>({ loading: false, problem: null });
  const more = () => {
    setState({ loading: true, problem: null });
    load().then(
      () => setState({ loading: false, problem: null }),
      (error: unknown) => setState({ loading: false, problem: loadingProblem(error) }),
    );
  };
  return { more, loading, problem };
}

type PagesOptions<List> = Omit<Options<List>, "load"> & {
  load: (cursor: string | null, limit: number) => Promise<List>;
  /** How long a new key has to rest before it is asked for (ms): it is being typed. */
  restMs?: number;
  /** What came with *Show more*. */
  onMore?: (page: List, current: List) => void;
};

/** A list that the server gives in pages: it goes on at its end, and is fetched anew as far as it is shown. */
export function usePages<Item extends { id: string }, List extends Pages<Item>>(options: PagesOptions<List>) {
  const { load, restMs = 0, onMore, ...others } = options;
  const live = useLiveList<List>({
    ...others,
    load: async (current, signal) => {
      if (restMs > 0) await pause(restMs, signal);
      return loadAtLeast<Item, List>(load, () => current()?.items.length ?? 0);
    },
  });
  const more = useMore(async () => {
    const { cursor } = live.list;
    if (cursor === null) return;
    const page = await load(cursor, limits.pageDefault);
    live.change((list) => {
      if (list.cursor === cursor) onMore?.(page, list);
      return appendPage<Item, List>(list, page, cursor);
    });
  });
  return { ...live, end: more };
}
