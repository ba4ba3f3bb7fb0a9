import { useState } from "react";
import type { ListedUser } from "#lib/contract/users.ts";
import { fetchPage, type Pages } from "../live/pages";
import { usePages } from "../live/use-live-list";
import { type UserFilter, usersApiPath, usersHref } from "./user-filter";

/** How long the typing has to rest before it is searched for (ms). */
const typingRestMs = 200;

/** The list of people. Searched while one types, with its filter in the address. Reloads as much as is shown when people change. */
export function useUserList(initial: Pages<ListedUser>, filterAtFirst: UserFilter) {
  const [{ filter, restMs }, setAsked] = useState({ filter: filterAtFirst, restMs: 0 });
  const changeFilter = (next: UserFilter) => {
    setAsked({ filter: next, restMs: next.query === filter.query ? 0 : typingRestMs });
    // At once, not with the search: an address that is set later would undo a click on somebody in between.
    window.history.replaceState(null, "", usersHref(next));
  };
  const users = usePages<ListedUser, Pages<ListedUser>>({
    queryKey: ["users", usersHref(filter)],
    initial,
    painted: initial,
    load: (cursor, limit) => fetchPage(usersApiPath(filter, limit, cursor)),
    invalidatedBy: ({ kind }) => kind === "users" || kind === "caught_up",
    restMs,
  });
  return { ...users, filter, changeFilter };
}
