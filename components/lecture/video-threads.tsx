"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, apiPage } from "#lib/client/api/api";
import type { Moments, Thread } from "#lib/contract/discussions";
import { loadAsFar, type Part, pause } from "../live/as-far";
import { useInbox, useOnCaughtUp, useOnNotification, useOnRemoved } from "../live/realtime-provider";
import { jitteredDelay, useCourseChanged } from "../live/use-course-changed";
import { useListRefetch } from "../live/use-list-refetch";
import { useMore } from "../live/use-more";

/** The caller's discussions of a video: those that were loaded, and the numbers of all. */
export type VideoThreads = Part<Thread> & Moments;

/**
 * The caller's discussions of one video, live, with functions to add a new one, to reload, and to load more. `find` answers those of a span
 * of seconds (both ends included), even if they are not loaded yet.
 */
export function useVideoThreads(videoId: string, initial: VideoThreads) {
  const [state, setState] = useState(initial);
  const held = useRef(state);
  held.current = state;
  /** The load by which each discussion came. */
  const [turnOf, setTurnOf] = useState<ReadonlyMap<string, number>>(new Map());
  const turns = useRef(0);
  const path = `/api/discussions/threads?video_id=${videoId}&limit=100`;
  const load = async (cursor: string | null): Promise<Part<Thread>> => {
    const page = await apiPage<Thread>(cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`);
    return { items: page.items, cursor: page.next_cursor ?? null };
  };
  const fetchAnew = useListRefetch(
    async () => {
      const [{ items, cursor }, { total, moments }] = await Promise.all([
        loadAsFar(load, held.current.items.length),
        api<Moments>("GET", `/api/videos/${videoId}/moments`),
      ]);
      return { items, cursor, total, moments };
    },
    (fresh: VideoThreads) => setState(fresh),
  );
  const refetch = useCallback((delay = 0) => fetchAnew(Math.max(delay, pause(held.current.items.length))), [fetchAnew]);
  useOnNotification((notification) => {
    if (notification.type === "thread/discussion" && notification.payload.videoId === videoId) refetch();
  });
  useOnCaughtUp(() => refetch());
  useOnRemoved(() => refetch());
  useCourseChanged((change) => change.videoId === videoId && refetch(jitteredDelay()));

  // Something was read elsewhere, so the marks may have changed.
  const unread = useInbox((inbox) => inbox.counts.unread_threads);
  const known = useRef(unread);
  useEffect(() => {
    if (known.current !== unread) refetch();
    known.current = unread;
  }, [unread, refetch]);

  const add = useCallback(
    (thread: Thread) => {
      setState((before) => ({ ...before, items: [thread, ...before.items.filter(({ id }) => id !== thread.id)] }));
      refetch();
    },
    [refetch],
  );
  const end = useMore(async () => {
    const { cursor } = held.current;
    if (cursor === null) return;
    const part = await load(cursor);
    if (held.current.cursor !== cursor) return;
    const known = new Set(held.current.items.map(({ id }) => id));
    const turn = ++turns.current;
    setTurnOf((before) => new Map([...before, ...part.items.flatMap(({ id }) => (known.has(id) ? [] : [[id, turn] as const]))]));
    setState((before) => (before.cursor === cursor ? appended(before, part) : before));
  });
  const find = async (from: number, to: number): Promise<Thread[]> => {
    const { items } = await apiPage<Thread>(`${path}&from_second=${from}&to_second=${to}`);
    return items;
  };
  return { ...state, threads: state.items, turnOf, total: Math.max(state.total, state.items.length), end, add, refetch, find };
}

function appended(before: VideoThreads, part: Part<Thread>): VideoThreads {
  const held = new Set(before.items.map(({ id }) => id));
  return { ...before, items: [...before.items, ...part.items.filter(({ id }) => !held.has(id))], cursor: part.cursor };
}
