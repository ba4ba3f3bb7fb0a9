"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useInbox, useOnCaughtUp, useOnNotification } from "#components/layout/realtime-provider";
import { apiPage } from "#lib/client/api";
import type { Thread } from "#lib/contract/discussions";

/** Bursts of news become one fetch (ms). */
const gather = 250;

/** The caller's discussions of one video, live, and a way to put in one that was just asked. */
export function useVideoThreads(videoId: string, initial: Thread[]): [Thread[], (thread: Thread) => void] {
  const [threads, setThreads] = useState(initial);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const refetch = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const page = await apiPage<Thread>(`/api/discussions/threads?video_id=${videoId}&limit=100`).catch(() => null);
      if (page) setThreads(page.items);
    }, gather);
  }, [videoId]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useOnNotification((notification) => {
    if (notification.type === "thread/discussion" && notification.payload.videoId === videoId) refetch();
  });
  useOnCaughtUp(refetch);

  // Read elsewhere: the marks may have changed.
  const unread = useInbox((inbox) => inbox.counts.unread_threads);
  const known = useRef(unread);
  useEffect(() => {
    if (known.current !== unread) refetch();
    known.current = unread;
  }, [unread, refetch]);
  const add = useCallback((thread: Thread) => setThreads((held) => [thread, ...held.filter(({ id }) => id !== thread.id)]), []);
  return [threads, add];
}
