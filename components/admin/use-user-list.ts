import { useEffect, useRef, useState } from "react";
import type { ListedUser } from "#lib/contract/users";
import { useUsersChanged } from "../live/use-users-changed";
import { type CallOf, type Pages, usePages } from "./use-pages";
import { type UserFilter, userAddressOf, userCallOf } from "./user-filter";

/** How long typing must pause before the search, in ms. */
const rest = 200;

/** The list of people. Searched while one types, with its filter in the address. Reloads as much as is shown when people change. */
export function useUserList(initial: Pages<ListedUser>, filterAtFirst: UserFilter) {
  const [filter, setFilter] = useState(filterAtFirst);
  const { items, cursor, loading, problem, load, more } = usePages(initial);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const callOf: CallOf = (limit, after) => userCallOf(filter, limit, after);

  const change = (next: UserFilter) => {
    setFilter(next);
    // At once and not with the search, because a later change of the address would undo a click on a person in between.
    window.history.replaceState(null, "", userAddressOf(next));
    clearTimeout(timer.current);
    const search = () => void load((limit, after) => userCallOf(next, limit, after));
    timer.current = setTimeout(search, next.query === filter.query ? 0 : rest);
  };
  useUsersChanged(() => void load(callOf, items.length));
  return { filter, change, items, cursor, loading, problem, more: () => more(callOf) };
}
