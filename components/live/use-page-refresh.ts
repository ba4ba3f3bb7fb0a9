import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

/** How long to wait before trying an unreachable server again, in ms. */
const retryMs = 3000;

/** Whether the server can be reached. Checked first, because Next leaves the page for the browser's error page when a refresh fails. */
const isReachable = () =>
  fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(retryMs) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Returns a function that reloads the page from the server after a delay in ms. Further calls meanwhile are the same reload. */
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
