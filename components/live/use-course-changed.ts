import { useEffect, useEffectEvent } from "react";
import type { CoursesChanged } from "#lib/contract/events.ts";
import { useSocket } from "./realtime-provider";

/**
 * Calls `listener` when something of a course has changed: the course or a video (for everybody), or a discussion by the user's own act in
 * another tab, or without a notification. Only a hint: what is missed without a connection is not sent again.
 */
export function useCourseChanged(listener: (change: CoursesChanged) => void): void {
  const socket = useSocket();
  const changed = useEffectEvent(listener);
  useEffect(() => {
    const onChange = (change: CoursesChanged) => changed(change);
    socket?.on("courses:changed", onChange);
    return () => {
      socket?.off("courses:changed", onChange);
    };
  }, [socket]);
}
