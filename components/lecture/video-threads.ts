"use client";
import { type RefObject, useState } from "react";
import { api, apiPage } from "#lib/client/api/api.ts";
import type { Moments, Thread } from "#lib/contract/discussions.ts";
import { fetchPage, type Pages } from "../live/pages";
import type { InvalidatedBy } from "../live/queries";
import { useLiveList, usePages } from "../live/use-live-list";
import { useLinkedThread } from "./use-linked-thread";
import { type QuestionFilter, useRetainedQuestions } from "./use-retained-questions";

/** The caller's discussions of a video: as many as were loaded, and the numbers of all of them. */
export type VideoThreads = Pages<Thread> & Moments & { only: QuestionFilter };

/** Keeps the choice in the page's address, for as long as it is in the history of the tab. */
function keepInAddress(only: QuestionFilter): void {
  const address = new URL(window.location.href);
  if (only === null) address.searchParams.delete("show");
  else address.searchParams.set("show", only);
  window.history.replaceState(null, "", address);
}

const invalidatedBy =
  (videoId: string): InvalidatedBy =>
  (event) => {
    if (event.kind === "course") return event.change.videoId === videoId;
    if (event.kind !== "notification") return event.kind !== "users";
    return event.notification.type === "thread/discussion" && event.notification.payload.videoId === videoId;
  };

/**
 * The caller's discussions of one video, live, with functions to add a new one, to reload, and to load more. `find` answers those of a span
 * of seconds (both ends included), even if they are not loaded yet.
 * @param rail what holds them on the page
 * @param asked one that is among them however far back it is
 */
export function useVideoThreads(
  videoId: string,
  { items, cursor, total, moments, only: atFirst }: VideoThreads,
  rail: RefObject<HTMLElement | null>,
  asked: Thread | null = null,
) {
  const [only, setOnly] = useState(atFirst);
  /** By which call for more a discussion came. */
  const [turnOf, setTurnOf] = useState<ReadonlyMap<string, number>>(new Map());
  const addTurn = (ids: string[]) =>
    setTurnOf((turns) => {
      const turn = Math.max(0, ...turns.values()) + 1;
      return new Map([...turns, ...ids.filter((id) => !turns.has(id)).map((id) => [id, turn] as const)]);
    });
  const path = `/api/discussions/threads?video_id=${videoId}&limit=100`;
  const listPath = only === null ? path : `${path}&state=${only}`;
  const { list, change, refetch, end } = usePages<Thread, Pages<Thread> & { only: QuestionFilter }>({
    queryKey: ["video-threads", videoId, only],
    initial: { items, cursor, only },
    load: async (after) => ({ ...(await fetchPage(after === null ? listPath : `${listPath}&cursor=${encodeURIComponent(after)}`)), only }),
    invalidatedBy: invalidatedBy(videoId),
    onMore: (page, before) => {
      const knownIds = new Set(before.items.map(({ id }) => id));
      addTurn(page.items.map(({ id }) => id).filter((id) => !knownIds.has(id)));
    },
  });
  const look = async () => (await fetchPage<Thread>(path)).items;
  const shown = useRetainedQuestions({ items: list.items, only: list.only, rail, look, onCome: addTurn });
  const all = useLiveList<Moments>({
    queryKey: ["video-moments", videoId],
    initial: { total, moments },
    load: () => api("GET", `/api/videos/${videoId}/moments`),
    invalidatedBy: invalidatedBy(videoId),
  });
  const { all: threads } = useLinkedThread(shown, asked, invalidatedBy(videoId));
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
  const choose = (next: QuestionFilter) => {
    setOnly(next);
    setTurnOf(new Map());
    keepInAddress(next);
  };
  return {
    threads,
    only,
    choose,
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
