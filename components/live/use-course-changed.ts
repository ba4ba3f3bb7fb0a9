import { useEffect, useEffectEvent } from "react";
import type { CoursesChanged } from "#lib/contract/events.ts";
import { useSockets } from "./realtime-provider";

/**
 * Calls `listener` when something of a course has changed: the course or a video (for everybody), or a discussion by the user's own act in
 * another tab, or without a notification. Only a hint: what is missed without a connection is not sent again.
 */
export function useCourseChanged(listener: (change: CoursesChanged) => void): void {
  const sockets = useSockets();
  const changed = useEffectEvent(listener);
  useEffect(() => {
    const onChange = (change: CoursesChanged) => changed(change);
    return sockets.watch((socket) => {
      socket.on("courses:changed", onChange);
      return () => void socket.off("courses:changed", onChange);
    });
  }, [sockets]);
}
