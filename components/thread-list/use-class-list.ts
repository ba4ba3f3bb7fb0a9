import { useEffect, useEffectEvent, useRef, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { type ClassView, classApiPath } from "#lib/client/feed/class-filter.ts";
import { appendClassPage, applyThread, classList, refreshClassList, withoutThread, withVote } from "#lib/client/feed/class-list.ts";
import type { FeedHead } from "#lib/client/feed/course-feed.ts";
import type { Thread, Vote } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { fetchPage, loadAtLeast, type Pages } from "../live/pages";
import { useCourseFeed } from "../live/use-course-feed";
import { useLiveList, useMore } from "../live/use-live-list";

type Options = {
  courseId: string;
  view: ClassView;
  initial: Pages<Thread>;
  /** Where the course's feed was when `initial` was read. */
  head: FeedHead;
};

/** Class threads that keep themselves up to date without moving their rows. */
export function useClassList({ courseId, view, initial, head }: Options) {
  const pageAt = (cursor: string | null, limit: number = limits.pageDefault) =>
    fetchPage<Thread>(classApiPath(courseId, view, limit, cursor ?? undefined));
  const { list, problem, change, refetch } = useLiveList({
    queryKey: ["class", courseId, view],
    initial: classList(initial),
    painted: initial,
    load: async (current) => {
      const page = await loadAtLeast<Thread, Pages<Thread>>(pageAt, () => Math.max(limits.pageMax, current()?.items.length ?? 0));
      return refreshClassList(current() ?? classList(page), page, view);
    },
    // Everything else comes by the feed: only what differs by reader does not.
    invalidatedBy: (event) => event.kind === "unread_threads",
  });
  const end = useMore(async () => {
    const { cursor } = list;
    if (cursor === null) return;
    const page = await pageAt(cursor);
    change((now) => appendClassPage(now, page, cursor));
  });
  const seen = useSeen(courseId, head, list.fresh.length === 0);
  useCourseFeed(courseId, head, {
    onThread: (thread) => {
      // Only the server knows which threads are the reader's own, or followed. An empty list has nothing that could jump.
      if (list.items.length === 0 || view.filter === "mine" || view.filter === "following") refetch();
      change((now) => applyThread(now, thread, view));
    },
    onRemoved: (threadId) => change((now) => withoutThread(now, threadId)),
    onStale: () => refetch(),
    onHead: seen.reached,
  });
  const anew = useMore(async () => {
    const page = await pageAt(null);
    change(() => classList(page));
    seen.mark();
  });
  const voting = useVoting((threadId, vote) => change((now) => withVote(now, threadId, vote)));
  return { list, problem: problem ?? end.problem ?? anew.problem, end, showFresh: anew.more, ...voting };
}

/** Votes, on screen at once. One that the server refuses goes back, and what it says is `voteProblem`. */
function useVoting(show: (threadId: string, vote: Partial<Vote> & { voted: boolean }) => void) {
  const [voteProblem, setProblem] = useState<string | null>(null);
  const busy = useRef(new Set<string>());
  const vote = async (threadId: string, voted: boolean) => {
    if (busy.current.has(threadId)) return;
    busy.current.add(threadId);
    setProblem(null);
    show(threadId, { voted });
    try {
      show(threadId, await api<Vote>(voted ? "PUT" : "DELETE", `/api/discussions/threads/${threadId}/vote`));
    } catch (error) {
      show(threadId, { voted: !voted });
      setProblem(actionProblem(error));
    } finally {
      busy.current.delete(threadId);
    }
  };
  return { vote, voteProblem };
}

/**
 * Tells the server up to where the reader has seen the feed: what was painted, at once, and what came meanwhile when new rows are asked for
 * or the page is left. Not at each change, because a whole class would.
 */
function useSeen(courseId: string, head: FeedHead, isAllShown: boolean) {
  const known = useRef(head.seq);
  const reportedSeq = useRef(0);
  const reportSeen = (keepalive: boolean) => {
    if (known.current <= reportedSeq.current) return;
    reportedSeq.current = known.current;
    void api("PUT", `/api/courses/${courseId}/seen`, { seq: known.current }, { keepalive }).catch(() => undefined);
  };
  const open = useEffectEvent(() => reportSeen(false));
  const leave = useEffectEvent(() => isAllShown && reportSeen(true));
  useEffect(() => {
    open();
    const onHidden = () => document.visibilityState === "hidden" && leave();
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      leave();
    };
  }, []);
  return {
    reached: ({ seq }: FeedHead) => {
      known.current = Math.max(known.current, seq);
    },
    mark: () => reportSeen(false),
  };
}
