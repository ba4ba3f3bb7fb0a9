"use client";
import { useState } from "react";
import { api, apiPage } from "#lib/client/api/api.ts";
import type { Moments, Thread } from "#lib/contract/discussions.ts";
import { fetchPage, type Pages } from "../live/pages";
import type { OutdatedBy } from "../live/queries";
import { useLiveList, usePages } from "../live/use-live-list";
import { useAsked } from "./use-asked";

/** The caller's discussions of a video: as many as were loaded, and the numbers of all of them. */
export type VideoThreads = Pages<Thread> & Moments;

const outdatedBy =
  (videoId: string): OutdatedBy =>
  (news) => {
    if (news.kind === "course") return news.change.videoId === videoId;
    if (news.kind !== "notification") return news.kind !== "users";
    return news.notification.type === "thread/discussion" && news.notification.payload.videoId === videoId;
  };

/**
 * The caller's discussions of one video, live, with functions to add a new one, to reload, and to load more. `find` answers those of a span
 * of seconds (both ends included), even if they are not loaded yet.
 * @param asked one that is among them however far back it is
 */
export function useVideoThreads(videoId: string, { items, cursor, total, moments }: VideoThreads, asked: Thread | null = null) {
  /** By which call for more a discussion came. */
  const [turnOf, setTurnOf] = useState<ReadonlyMap<string, number>>(new Map());
  const path = `/api/discussions/threads?video_id=${videoId}&limit=100`;
  const { list, change, refetch, end } = usePages<Thread, Pages<Thread>>({
    queryKey: ["video-threads", videoId],
    initial: { items, cursor },
    load: (after) => fetchPage(after === null ? path : `${path}&cursor=${encodeURIComponent(after)}`),
    outdatedBy: outdatedBy(videoId),
    onMore: (page, before) => {
      const held = new Set(before.items.map(({ id }) => id));
      const turn = Math.max(0, ...turnOf.values()) + 1;
      setTurnOf(new Map([...turnOf, ...page.items.flatMap(({ id }) => (held.has(id) ? [] : [[id, turn] as const]))]));
    },
  });
  const all = useLiveList<Moments>({
    queryKey: ["video-moments", videoId],
    initial: { total, moments },
    load: () => api("GET", `/api/videos/${videoId}/moments`),
    outdatedBy: outdatedBy(videoId),
  });
  const { all: threads } = useAsked(list.items, asked, outdatedBy(videoId));
  const refetchAll = () => {
    refetch();
    all.refetch();
  };
  const add = (thread: Thread) => {
    change((before) => ({ ...before, items: [thread, ...before.items.filter(({ id }) => id !== thread.id)] }));
    refetchAll();
  };
  const find = async (from: number, to: number): Promise<Thread[]> => {
    const { items } = await apiPage<Thread>(`${path}&from_second=${from}&to_second=${to}`);
    return items;
  };
  return {
    threads,
    cursor: list.cursor,
    turnOf,
    total: Math.max(all.list.total, threads.length),
    moments: all.list.moments,
    end,
    add,
    refetch: refetchAll,
    find,
  };
}
