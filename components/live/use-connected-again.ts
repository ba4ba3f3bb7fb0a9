import { useEffect, useEffectEvent } from "react";
import { useOnCaughtUp } from "./realtime-provider";

/** Calls `listener` when the connection is back, so that waiting messages can be sent. */
export function useConnectedAgain(listener: () => void): void {
  const onConnected = useEffectEvent(listener);
  useOnCaughtUp(listener);
  useEffect(() => {
    const online = () => onConnected();
    window.addEventListener("online", online);
    return () => window.removeEventListener("online", online);
  }, []);
}
