import { useEffect, useEffectEvent } from "react";
import { useOnCaughtUp } from "./realtime-provider";

/** Calls `listener` when there is a connection again, so that what waited for it can go out. */
export function useConnectedAgain(listener: () => void): void {
  const hear = useEffectEvent(listener);
  useOnCaughtUp(listener);
  useEffect(() => {
    const online = () => hear();
    window.addEventListener("online", online);
    return () => window.removeEventListener("online", online);
  }, []);
}
