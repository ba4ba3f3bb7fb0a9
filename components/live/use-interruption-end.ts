import { useRef, useState } from "react";
import { useInBrowser } from "../ui/use-in-browser";
import { useOnCaughtUp, useSocket } from "./realtime-provider";

/** A page that is younger (ms) when it is connected for the first time is as new as one that would be fetched now. */
const freshMs = 5000;

/**
 * Calls `listener` when an interruption is over, because what nobody in particular is told may have been missed. At the first connection
 * the page itself is new, unless the connection took long.
 */
export function useInterruptionEnd(listener: () => void): void {
  const socket = useSocket();
  const isHydrated = !useInBrowser();
  const [madeAt] = useState(() => (isHydrated ? 0 : performance.now()));
  const isFirst = useRef(!socket?.connected);
  useOnCaughtUp(() => {
    const isNew = isFirst.current && performance.now() - madeAt < freshMs;
    isFirst.current = false;
    if (!isNew) listener();
  });
}
