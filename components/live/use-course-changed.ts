import { useEffect, useRef } from "react";
import type { CoursesChanged } from "#lib/contract/events";
import { useSocket } from "./realtime-provider";

/** Over how long the reloads of a whole course's clients are spread, in ms. */
const spread = 1500;

/** How long to wait before reloading after a change of a course, in ms. */
export const jitteredDelay = (): number => 250 + Math.random() * spread;

/**
 * Calls `listener` when something of a course has changed: the course or a video (for everybody), or a discussion by the user's own act in
 * another tab, or without a notification. Only a hint: what is missed without a connection is not sent again.
 */
export function useCourseChanged(listener: (change: CoursesChanged) => void): void {
  const socket = useSocket();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const hear = (change: CoursesChanged) => latest.current(change);
    socket?.on("courses:changed", hear);
    return () => {
      socket?.off("courses:changed", hear);
    };
  }, [socket]);
}
