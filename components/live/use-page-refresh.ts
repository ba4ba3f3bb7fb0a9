import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

/** While the server cannot be reached, this much later it is tried again (ms). */
const retryMs = 3000;

/** Next leaves the page for the browser's error page when a refresh finds no server: so first whether there is one. */
const isReachable = () =>
  fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(retryMs) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Answers how to ask the server for the page anew, after so long (ms): what is asked for meanwhile is one question. */
export function usePageRefresh(): (delay: number) => void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isGone = useRef(false);
  const refresh = useCallback(
    (delay: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(async () => {
        const reachable = await isReachable();
        if (isGone.current) return;
        if (reachable) router.refresh();
        else refresh(retryMs);
      }, delay);
    },
    [router],
  );
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      clearTimeout(timer.current);
    };
  }, []);
  return refresh;
}
