import { discussionsApiPath, type ListFilter } from "#lib/client/thread/list-filter.ts";
import {
  appendThreadPage,
  refreshThreadList,
  removedRows,
  type ThreadPage,
  threadList,
  withWaiting,
} from "#lib/client/thread/thread-list.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { fetchPage, loadAtLeast } from "../live/pages";
import { useLiveList, useMore } from "../live/use-live-list";

/** A list of discussions that keeps itself up to date without moving its rows. */
export function useThreadList(initial: ThreadPage, filter: ListFilter) {
  const atFirst = threadList(initial);
  const { list, change } = useLiveList({
    queryKey: ["threads", filter],
    initial: atFirst,
    painted: initial,
    load: async (current) => {
      // As far as it is shown, because any row may have changed.
      const page = await loadAtLeast<Thread, ThreadPage>(
        (cursor, limit) => fetchPage(discussionsApiPath(filter, cursor ?? undefined, limit)),
        () => current()?.items.length ?? 0,
      );
      const hasLeavers = filter.tab !== "all" && removedRows(current() ?? atFirst, page).length > 0;
      const all = hasLeavers ? await fetchPage<Thread>(discussionsApiPath({ ...filter, tab: "all" }, undefined, limits.pageMax)) : null;
      return refreshThreadList(current() ?? atFirst, page, filter.tab, all);
    },
    invalidatedBy: (event) =>
      event.kind === "course" ? filter.courseId === null || filter.courseId === event.change.courseId : event.kind !== "users",
  });
  const end = useMore(async () => {
    const { cursor } = list;
    if (cursor === null) return;
    const page = await fetchPage<Thread>(discussionsApiPath(filter, cursor));
    change((now) => appendThreadPage(now, page, cursor));
  });
  return { list, end, showWaiting: () => change(withWaiting) };
}
