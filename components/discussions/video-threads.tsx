"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useInbox, useOnCaughtUp, useOnNotification, useOnRemoved } from "#components/layout/realtime-provider";
import { apiPage } from "#lib/client/api";
import type { Thread } from "#lib/contract/discussions";
import { sometime, useCourseChanged } from "../layout/use-course-changed";
import { useRefetch } from "../layout/use-refetch";

/** The caller's discussions of one video, live, with ways to put in one that was just asked, and to look again. */
export function useVideoThreads(videoId: string, initial: Thread[]) {
  const [threads, setThreads] = useState(initial);
  const refetch = useRefetch(
    () => apiPage<Thread>(`/api/discussions/threads?video_id=${videoId}&limit=100`),
    ({ items }) => setThreads(items),
  );
  useOnNotification((notification) => {
    if (notification.type === "thread/discussion" && notification.payload.videoId === videoId) refetch();
  });
  useOnCaughtUp(() => refetch());
  useOnRemoved(() => refetch());
  useCourseChanged((change) => change.videoId === videoId && refetch(sometime()));

  // Read elsewhere: the marks may have changed.
  const unread = useInbox((inbox) => inbox.counts.unread_threads);
  const known = useRef(unread);
  useEffect(() => {
    if (known.current !== unread) refetch();
    known.current = unread;
  }, [unread, refetch]);
  const add = useCallback((thread: Thread) => setThreads((held) => [thread, ...held.filter(({ id }) => id !== thread.id)]), []);
  return { threads, add, refetch };
}
