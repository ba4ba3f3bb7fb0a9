import { useEffect, useRef, useState } from "react";
import { apiPage } from "#lib/client/api/api";
import { loadingProblem } from "#lib/client/api/problems";
import { callOf, type ListFilter } from "#lib/client/thread/list-filter";
import { appended, leavers, refreshed, type ThreadPage, threadList, withWaiting } from "#lib/client/thread/thread-list";
import type { Thread } from "#lib/contract/discussions";
import { limits } from "#lib/contract/limits";
import { useInbox, useOnCaughtUp, useOnNotification, useOnRemoved } from "../live/realtime-provider";
import { jitteredDelay, useCourseChanged } from "../live/use-course-changed";
import { useListRefetch } from "../live/use-list-refetch";

async function fetchPage(filter: ListFilter, cursor?: string, limit?: number): Promise<ThreadPage> {
  const { items, next_cursor } = await apiPage<Thread>(callOf(filter, cursor, limit));
  return { items, cursor: next_cursor ?? null };
}

/** A list of discussions that keeps itself up to date without moving its rows. */
export function useThreadList(initial: ThreadPage, filter: ListFilter) {
  const [list, setList] = useState(() => threadList(initial));
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const held = useRef(list);
  held.current = list;
  const refetch = useListRefetch(
    async () => {
      const page = await fetchPage(filter);
      const left = filter.tab !== "all" && leavers(held.current, page).length > 0;
      return { page, all: left ? await fetchPage({ ...filter, tab: "all" }, undefined, limits.pageMax) : null };
    },
    ({ page, all }) => setList((held) => refreshed(held, page, filter.tab, all)),
  );
  useOnNotification(() => refetch());
  useOnCaughtUp(() => refetch());
  useOnRemoved(() => refetch());
  useCourseChanged(({ courseId }) => (filter.courseId === null || filter.courseId === courseId) && refetch(jitteredDelay()));

  // Something was read elsewhere, so the marks may have changed.
  const unread = useInbox((inbox) => inbox.counts.unread_threads);
  const known = useRef(unread);
  useEffect(() => {
    if (known.current !== unread) refetch();
    known.current = unread;
  }, [unread, refetch]);

  const more = async () => {
    const { cursor } = list;
    if (cursor === null) return;
    setLoading(true);
    setProblem(null);
    try {
      const page = await fetchPage(filter, cursor);
      setList((held) => appended(held, page, cursor));
    } catch (error) {
      setProblem(loadingProblem(error));
    } finally {
      setLoading(false);
    }
  };
  return { list, more, loading, problem, showWaiting: () => setList(withWaiting) };
}
