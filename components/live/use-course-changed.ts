import { useEffect, useEffectEvent } from "react";
import type { CoursesChanged } from "#lib/contract/events";
import { useSocket } from "./realtime-provider";

/**
 * Calls `listener` when something of a course has changed: the course or a video (for everybody), a discussion by an act of one's own, in
 * another tab, say, or one that tells one's inbox nothing. A hint: what is missed while the connection is gone is not told again.
 */
export function useCourseChanged(listener: (change: CoursesChanged) => void): void {
  const socket = useSocket();
  const changed = useEffectEvent(listener);
  useEffect(() => {
    const hear = (change: CoursesChanged) => changed(change);
    socket?.on("courses:changed", hear);
    return () => {
      socket?.off("courses:changed", hear);
    };
  }, [socket]);
}
