import { useCallback, useEffect, useRef, useState } from "react";
import { apiPage } from "#lib/client/api/api";
import { loadingProblem } from "#lib/client/api/problems";
import type { RosterEntry } from "#lib/contract/courses";

export type RosterPage = { items: RosterEntry[]; next_cursor?: string };

/** How long typing must pause before the search, in ms. */
const pause = 250;

/** The people of a course, searched and page by page. `initial` is the first page of all of them. */
export function useRoster(courseId: string, initial: RosterPage) {
  const [page, setPage] = useState(initial);
  const [query, setQuery] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  const asked = useRef(0);
  const base = `/api/courses/${courseId}/roster?limit=50`;

  const load = useCallback(
    async (search: string, cursor?: string) => {
      const turn = ++asked.current;
      setLoading(true);
      const path = `${base}${search && `&query=${encodeURIComponent(search)}`}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
      try {
        const next = await apiPage<RosterEntry>(path);
        // A later search has replaced this one.
        if (turn !== asked.current) return;
        setPage((held) => (cursor ? { ...next, items: [...held.items, ...next.items] } : next));
        setProblem(null);
      } catch (error) {
        if (turn === asked.current) setProblem(loadingProblem(error));
      } finally {
        if (turn === asked.current) setLoading(false);
      }
    },
    [base],
  );

  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => void load(query.trim()), pause);
    return () => clearTimeout(timer);
  }, [query, load]);

  return {
    ...page,
    query,
    setQuery,
    problem,
    loading,
    more: () => load(query.trim(), page.next_cursor),
    refresh: () => load(query.trim()),
    without: (id: string) => setPage((held) => ({ ...held, items: held.items.filter((entry) => entry.id !== id) })),
  };
}
