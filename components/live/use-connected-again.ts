import { useEffect, useRef } from "react";
import { useOnCaughtUp } from "./realtime-provider";

/** Calls `listener` when the connection is back, so that waiting messages can be sent. */
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
