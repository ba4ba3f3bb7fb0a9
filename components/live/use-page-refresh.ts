import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { type EarliestTimer, earliestTimer } from "#lib/client/earliest-timer.ts";

/** How long to wait before trying an unreachable server again, in ms. */
const retryMs = 3000;

/** Whether the server can be reached. Checked first, because Next leaves the page for the browser's error page when a refresh fails. */
const isReachable = () =>
  fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(retryMs) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Returns a function that reloads the page from the server within a delay in ms. Further calls meanwhile are the same reload. */
export function usePageRefresh(): (delay: number) => void {
  const router = useRouter();
  const reload = useRef<EarliestTimer | null>(null);
  useEffect(() => {
    let isUnmounted = false;
    const mine = earliestTimer(async () => {
      const reachable = await isReachable();
      if (isUnmounted) return;
      if (reachable) router.refresh();
      else mine.schedule(retryMs);
    });
    reload.current = mine;
    return () => {
      isUnmounted = true;
      mine.cancel();
    };
  }, [router]);
  return useCallback((delay) => reload.current?.schedule(delay), []);
}
