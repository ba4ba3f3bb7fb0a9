import { useCallback, useEffect, useRef } from "react";
import { isSignedOut } from "#lib/client/api/api";
import { retryCeilingMs, retryDelay } from "#lib/client/socket";

/** How long bursts of events are gathered into one fetch, in ms. */
const debounceMs = 250;

/**
 * Reloads what a page shows, some time (ms) after it is asked to. `fetch` asks the server; `take` shows the answer and gets the time of the
 * request (ms since 1970). The last request counts, whichever answer comes last. A failed one is retried, except for a person who is signed
 * out.
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
