"use client";
import { useMemo, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { FeedHead } from "#lib/client/feed/course-feed.ts";
import type { Thread, Vote } from "#lib/contract/discussions.ts";
import { fetchPage, type Pages } from "../live/pages";
import { useCourseFeed } from "../live/use-course-feed";
import { usePages } from "../live/use-live-list";
import { useLinkedThread } from "./use-linked-thread";

/** The class's threads about a video, and where the course's feed was before they were read. */
export type ClassThreads = Pages<Thread> & { head: FeedHead | null };

/**
 * Those of others, live; none where `courseId` is null, because the reader has them elsewhere. What is new since the page was opened is
 * below the rest, so that no row moves under the pointer.
 * @param asked one that is among them however far back it is
 */
export function useClassThreads(
  courseId: string | null,
  videoId: string,
  { items, cursor, head }: ClassThreads,
  asked: Thread | null = null,
) {
  const [turnOf, setTurnOf] = useState<ReadonlyMap<string, number>>(new Map());
  /** Kept, so that an answer that was on its way does not bring them back. */
  const [removedIds, setRemovedIds] = useState<ReadonlySet<string>>(new Set());
  const path = `/api/courses/${courseId}/threads?video_id=${videoId}&limit=100`;
  const addTurn = (ids: string[]) =>
    setTurnOf((turns) => {
      const turn = Math.max(0, ...turns.values()) + 1;
      return new Map([...turns, ...ids.filter((id) => !turns.has(id)).map((id) => [id, turn] as const)]);
    });
  const { list, change, refetch, end } = usePages<Thread, Pages<Thread>>({
    queryKey: ["class-threads", courseId, videoId],
    initial: { items, cursor },
    load: (after) => fetchPage(after === null ? path : `${path}&cursor=${encodeURIComponent(after)}`),
    // The feed tells of all of them.
    invalidatedBy: () => false,
    onMore: (page, before) => {
      const knownIds = new Set(before.items.map(({ id }) => id));
      addTurn(page.items.map(({ id }) => id).filter((id) => !knownIds.has(id)));
    },
  });
  const { all, changeLinked } = useLinkedThread(list.items, asked, () => false);
  useCourseFeed(courseId, head, {
    onThread: (thread) => {
      changeLinked(thread.id, thread);
      setRemovedIds((ids) => (ids.has(thread.id) ? new Set([...ids].filter((id) => id !== thread.id)) : ids));
      const isHere = list.items.some(({ id }) => id === thread.id);
      if (isHere)
        return change((before) => ({ ...before, items: before.items.map((one) => (one.id === thread.id ? { ...one, ...thread } : one)) }));
      if (thread.video_id !== videoId) return;
      // Only a fetch says what the reader alone has of it.
      addTurn([thread.id]);
      refetch();
    },
    onRemoved: (id) => {
      setRemovedIds((ids) => new Set(ids).add(id));
      change((before) => ({ ...before, items: before.items.filter((one) => one.id !== id) }));
    },
    onStale: () => refetch(),
  });
  const vote = async (thread: Thread, voted: boolean) => {
    const now = await api<Vote>(voted ? "PUT" : "DELETE", `/api/discussions/threads/${thread.id}/vote`);
    changeLinked(thread.id, now);
    change((before) => ({ ...before, items: before.items.map((one) => (one.id === thread.id ? { ...one, ...now } : one)) }));
  };
  const threads = useMemo(() => all.filter(({ id, mine }) => !mine && !removedIds.has(id)), [all, removedIds]);
  return { threads, cursor: list.cursor, turnOf, end, vote };
}
