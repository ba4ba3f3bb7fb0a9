import { useRef } from "react";
import { useCameWithPage } from "../ui/use-in-browser";
import { useOnCaughtUp } from "./realtime-provider";

/** How long after the server has begun to send it (ms) a page is taken to be as new as one that would be fetched now. */
const freshMs = 5000;
const sentAt = () => (performance.getEntriesByType?.("navigation")[0] as PerformanceNavigationTiming | undefined)?.responseStart ?? 0;
/** Whether the page that was opened by its address is as new as that. */
export const isFresh = (): boolean => performance.now() - sentAt() < freshMs;

/**
 * Calls `listener` when an interruption is over, because what nobody in particular is told may have been missed. At the first connection
 * a page that came from the server as a whole is new, unless the connection took long. One that Next opened may be older: it keeps pages.
 */
export function useInterruptionEnd(listener: () => void): void {
  const cameWithPage = useCameWithPage();
  const isFirst = useRef(cameWithPage);
  useOnCaughtUp(() => {
    const isNew = isFirst.current && isFresh();
    isFirst.current = false;
    if (!isNew) listener();
  });
}
