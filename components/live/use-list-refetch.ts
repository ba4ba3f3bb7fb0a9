import { useCallback, useEffect, useRef } from "react";
import { isSignedOut } from "#lib/client/api/api";
import { retryCeilingMs, retryDelay } from "#lib/client/socket";

/** Bursts of news become one fetch (ms). */
const debounceMs = 250;

/**
 * Fetches anew what a page shows, some time (ms) after it is asked to: `fetch` asks the server, `take` puts the answer on screen together with
 * when it was asked for (ms since 1970). What was asked for last counts, whatever answer comes last; what failed is asked for again by itself,
 * but not by somebody who is signed out.
 */
export function useListRefetch<Answer>(
  fetch: () => Promise<Answer>,
  take: (answer: Answer, askedAt: number) => void,
): (delay?: number) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const turn = useRef(0);
  const attempt = useRef(0);
  const latest = useRef({ fetch, take });
  useEffect(() => {
    latest.current = { fetch, take };
  });
  const refetch = useCallback((delay: number = debounceMs) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const mine = ++turn.current;
      const askedAt = Date.now();
      try {
        const answer = await latest.current.fetch();
        if (mine !== turn.current) return;
        attempt.current = 0;
        latest.current.take(answer, askedAt);
      } catch (error) {
        if (mine === turn.current && !isSignedOut(error)) refetch(retryDelay(attempt.current++, retryCeilingMs));
      }
    }, delay);
  }, []);
  useEffect(
    () => () => {
      turn.current++;
      clearTimeout(timer.current);
    },
    [],
  );
  return refetch;
}
