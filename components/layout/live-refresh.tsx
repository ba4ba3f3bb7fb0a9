"use client";
import { useEffect, useRef } from "react";
import type { CoursesChanged } from "#lib/contract/events";
import { useOnCaughtUp, useOnNotification, useSocket } from "./realtime-provider";
import { useRefresh } from "./use-refresh";

/** News of one's own is shown after this time (ms): several at once are one question. */
const gather = 250;
/** What a whole course hears in the same moment is asked for within this time (ms), not by all at once. */
const spread = 1500;

type Props = { /** Only changes of this course matter to the page; without it, those of all. */ courseId?: string };

/** Asks the server for the page anew when something arrives. For pages that have no live state of their own. */
export function LiveRefresh({ courseId }: Props) {
  const within = useRefresh();
  const socket = useSocket();
  const soon = () => within(gather);
  const sometime = () => within(gather + Math.random() * spread);

  useOnNotification(({ type }) => (type === "thread/discussion" ? soon() : sometime()));
  useOnCaughtUp((news) => news > 0 && soon());
  const latest = useRef({ courseId, sometime });
  latest.current = { courseId, sometime };
  useEffect(() => {
    if (!socket) return;
    const hear = (change: CoursesChanged) => {
      const { courseId, sometime } = latest.current;
      if (courseId === undefined || change.courseId === courseId) sometime();
    };
    // What concerns nobody in particular is in no inbox, and so in no catch-up. With its first connection the page itself is new.
    let known = !socket.connected;
    const connect = () => {
      if (!known) latest.current.sometime();
      known = false;
    };
    socket.on("courses:changed", hear);
    socket.on("connect", connect);
    return () => {
      socket.off("courses:changed", hear);
      socket.off("connect", connect);
    };
  }, [socket]);
  return null;
}
