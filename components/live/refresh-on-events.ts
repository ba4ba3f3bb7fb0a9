"use client";
import { useEffect, useEffectEvent } from "react";
import { jitteredDelay } from "#lib/client/backoff.ts";
import { useOnCaughtUp, useOnNotification, useSockets } from "./realtime-provider";
import { useCourseChanged } from "./use-course-changed";
import { isFresh } from "./use-interruption-end";
import { usePageRefresh } from "./use-page-refresh";

/** How long news of the user's own are gathered before one reload, in ms. */
const debounceMs = 250;

type Props = { /** Reload only for changes of this course; without it, for changes of all. */ courseId?: string };

/** Reloads the page from the server when something arrives. For pages without live state of their own. */
export function RefreshOnEvents({ courseId }: Props) {
  const within = usePageRefresh();
  const sockets = useSockets();
  const soon = () => within(debounceMs);

  useOnNotification(({ type }) => (type === "thread/discussion" ? soon() : within(jitteredDelay())));
  useOnCaughtUp((newCount) => newCount > 0 && soon());
  useCourseChanged((change) => (courseId === undefined || change.courseId === courseId) && within(jitteredDelay()));
  const connectedAgain = useEffectEvent(() => within(jitteredDelay()));
  useEffect(() => {
    return sockets.watch((socket) => {
      // Changes that concern nobody in particular are in no inbox, and so in no catch-up. At its first connection the page itself is new,
      // unless that took long.
      let known = !socket.connected;
      const connect = () => {
        if (!known || !isFresh()) connectedAgain();
        known = false;
      };
      socket.on("connect", connect);
      return () => void socket.off("connect", connect);
    });
  }, [sockets]);
  return null;
}
