import { useEffect, useRef } from "react";
import { useOnCaughtUp } from "./realtime-provider";

/** Calls `listener` when there is a connection again, so that what waited for it can go out. */
export function useConnectedAgain(listener: () => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useOnCaughtUp(listener);
  useEffect(() => {
    const online = () => latest.current();
    window.addEventListener("online", online);
    return () => window.removeEventListener("online", online);
  }, []);
}
