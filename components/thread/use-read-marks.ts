import { type RefObject, useCallback, useEffect, useRef } from "react";
import { isSignedOut } from "#lib/client/api/api.ts";
import { retryCeilingMs, retryDelay } from "#lib/client/backoff.ts";
import { isRefusal } from "#lib/client/outbox/send-errors.ts";
import { useIsMounted } from "../ui/use-is-mounted";
import { useLatest } from "../ui/use-latest";
import type { UnreadAt } from "./use-thread-flag";

/** How long a message must be on screen before it counts as read, in ms. Also gathers messages that scroll by. */
const readAfterMs = 400;

/** How much of the page's foot the pinned composer covers at least, in px. Nothing behind it counts as read. */
const composerHeight = 140;

type Options = {
  list: RefObject<HTMLElement | null>;
  /** Ids in their order. Below `list`, each message ends with an element with `data-message-end`. */
  ids: string[];
  unreadAt: UnreadAt;
  /** Rejects when it was not stored; it is then sent again. */
  onRead: (upToMessageId: string) => Promise<unknown>;
  /** Deleted, or no longer ours: nothing of it is read. */
  isEnded?: boolean;
  covered?: number;
};

/**
 * Reports up to which message the thread was read: the last one whose end was on screen, in a visible page. Messages below the fold, or in
 * a background tab, stay unread until they are seen.
 */
export function useReadMarks({ list, ids, unreadAt, onRead, isEnded = false, covered = composerHeight }: Options): void {
  const seen = useRef(new Set<string>());
  const isMounted = useIsMounted();
  const reported = useRef({ upTo: "", at: 0 });
  const attempt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useLatest({ ids, onRead, isEnded });

  const schedule = useCallback(
    (delay: number = readAfterMs) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(async () => {
        const { ids, onRead, isEnded } = latest.current;
        const at = unreadAt.getState();
        const upTo = ids.findLast((id) => seen.current.has(id));
        if (at === 0 || isEnded || !upTo || document.visibilityState !== "visible") return;
        if (upTo === reported.current.upTo && at <= reported.current.at) return;
        reported.current = { upTo, at };
        try {
          await onRead(upTo);
          attempt.current = 0;
        } catch (error) {
          reported.current = { upTo: "", at: 0 };
          // Nothing would change if it was said again to a server that knows nothing of this thread, or of us.
          const isFinal = isRefusal(error) || isSignedOut(error);
          if (isMounted.current && !isFinal) schedule(retryDelay(attempt.current++, retryCeilingMs));
        }
      }, delay);
    },
    [latest, unreadAt],
  );

  const key = ids.join();
  // `key` stands for the elements below the list. Those of a long one come and go while one scrolls.
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const id = target.getAttribute("data-message-end");
          if (isIntersecting && id && document.visibilityState === "visible") seen.current.add(id);
        }
        schedule();
      },
      { rootMargin: `0px 0px -${covered}px` },
    );
    // Nothing happens to those that it observes already.
    const observeAll = () => {
      for (const end of list.current?.querySelectorAll("[data-message-end]") ?? []) observer.observe(end);
    };
    const observe = () => {
      // Observing anew reports the present positions.
      observer.disconnect();
      observeAll();
    };
    observe();
    const drawn = new MutationObserver(observeAll);
    if (list.current) drawn.observe(list.current, { childList: true, subtree: true });
    document.addEventListener("visibilitychange", observe);
    return () => {
      observer.disconnect();
      drawn.disconnect();
      document.removeEventListener("visibilitychange", observe);
    };
  }, [key, list, schedule, covered]);

  useEffect(() => {
    // Unread again without a new message (a resolved thread, say), so the same message may be reported again.
    const look = (at: number) => at > 0 && schedule();
    look(unreadAt.getState());
    return unreadAt.subscribe(look);
  }, [unreadAt, schedule]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
