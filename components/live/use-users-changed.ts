import { useEffect, useEffectEvent, useRef } from "react";
import { useOnCaughtUp, useSocket } from "./realtime-provider";

/** Acts that come close together (an import, say) are one piece of news (ms). */
const gatherMs = 250;

/** Calls `listener` when anything about people has changed, and after every interruption, because it may have. */
export function useUsersChanged(listener: () => void): void {
  const socket = useSocket();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const changed = useEffectEvent(listener);
  const soon = useEffectEvent(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => changed(), gatherMs);
  });
  useEffect(() => {
    const hear = () => soon();
    socket?.on("users:changed", hear);
    return () => {
      socket?.off("users:changed", hear);
    };
  }, [socket]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useOnCaughtUp(soon);
}
