import { useEffect, useRef } from "react";
import { useOnCaughtUp, useSocket } from "./realtime-provider";

/** How long changes that come together (an import, say) are gathered, in ms. */
const gather = 250;

/** Calls `listener` when anything about people has changed, and after every interruption, because it may have. */
export function useUsersChanged(listener: () => void): void {
  const socket = useSocket();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const soon = useRef(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), gather);
  }).current;
  useEffect(() => {
    socket?.on("users:changed", soon);
    return () => {
      socket?.off("users:changed", soon);
    };
  }, [socket, soon]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useOnCaughtUp(soon);
}
