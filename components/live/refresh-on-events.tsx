"use client";
import { useEffect, useEffectEvent } from "react";
import { jitteredDelay } from "#lib/client/backoff";
import { useOnCaughtUp, useOnNotification, useSocket } from "./realtime-provider";
import { useCourseChanged } from "./use-course-changed";
import { usePageRefresh } from "./use-page-refresh";

/** News of one's own is shown after this time (ms): several at once are one question. */
const debounceMs = 250;

type Props = { /** Only changes of this course matter to the page; without it, those of all. */ courseId?: string };

/** Asks the server for the page anew when something arrives. For pages that have no live state of their own. */
export function RefreshOnEvents({ courseId }: Props) {
  const within = usePageRefresh();
  const socket = useSocket();
  const soon = () => within(debounceMs);

  useOnNotification(({ type }) => (type === "thread/discussion" ? soon() : within(jitteredDelay())));
  useOnCaughtUp((news) => news > 0 && soon());
  useCourseChanged((change) => (courseId === undefined || change.courseId === courseId) && within(jitteredDelay()));
  const connectedAgain = useEffectEvent(() => within(jitteredDelay()));
  useEffect(() => {
    if (!socket) return;
    // What concerns nobody in particular is in no inbox, and so in no catch-up. With its first connection the page itself is new.
    let known = !socket.connected;
    const connect = () => {
      if (!known) connectedAgain();
      known = false;
    };
    socket.on("connect", connect);
    return () => {
      socket.off("connect", connect);
    };
  }, [socket]);
  return null;
}
