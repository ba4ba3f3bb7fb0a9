import { useEffect, useRef, useState } from "react";
import { apiPage } from "#lib/client/api";
import type { User } from "#lib/contract/auth";
import { limits } from "#lib/contract/limits";
import { loadingProblem } from "../discussions/sending";
import { useUsersChanged } from "./use-users-changed";
import { type UserFilter, userAddressOf, userCallOf } from "./user-filter";

export type UserPage = { items: User[]; cursor: string | null };

/** How long the typing has to rest before it is searched for (ms). */
const rest = 200;

/** At least `count` people from the top of a filter's list, by as few calls as it takes. */
export async function fetchUsers(filter: UserFilter, count: number): Promise<UserPage> {
  const items: User[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(limits.pageMax, Math.max(limits.pageDefault, count - items.length));
    const page = await apiPage<User>(userCallOf(filter, limit, cursor));
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && items.length < count);
  return { items, cursor: cursor ?? null };
}

/** The list of people: searched as one types, kept in the address, and fetched anew as far as it is shown when somebody has changed something. */
export function useUserList(initial: UserPage, filterAtFirst: UserFilter) {
  const [filter, setFilter] = useState(filterAtFirst);
  const [page, setPage] = useState(initial);
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const turn = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  /** The answer of the last call counts, whichever comes last. */
  const take = async (load: () => Promise<UserPage>) => {
    const mine = ++turn.current;
    setLoading(true);
    setProblem(null);
    try {
      const next = await load();
      if (mine === turn.current) setPage(next);
    } catch (error) {
      if (mine === turn.current) setProblem(loadingProblem(error));
    }
    if (mine === turn.current) setLoading(false);
  };

  const change = (next: UserFilter) => {
    setFilter(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => {
        window.history.replaceState(null, "", userAddressOf(next));
        void take(() => fetchUsers(next, limits.pageDefault));
      },
      next.role === filter.role ? rest : 0,
    );
  };
  const more = () =>
    take(async () => {
      const { items, next_cursor } = await apiPage<User>(userCallOf(filter, limits.pageDefault, page.cursor ?? undefined));
      const known = new Set(page.items.map(({ id }) => id));
      return { items: [...page.items, ...items.filter(({ id }) => !known.has(id))], cursor: next_cursor ?? null };
    });

  useUsersChanged(() => void take(() => fetchUsers(filter, page.items.length)));
  return { filter, change, ...page, more, loading, problem };
}
