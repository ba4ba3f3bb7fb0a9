import { type RefObject, useCallback, useEffect, useRef } from "react";

/** How long it must have been on screen before it counts, which also gathers what scrolls by (ms). */
const settle = 400;

/** What the composer at least covers at the foot of the page (px): behind it nothing was read. */
const covered = 140;

type Options = {
  list: RefObject<HTMLElement | null>;
  /** Ids in their order; below `list` an element with `data-message-end` stands at the end of each. */
  ids: string[];
  /** Whether there is anything of this thread that was not read. */
  unread: boolean;
  /** Rejects when it was not taken: then it is said again later. */
  onRead: (upToMessageId: string) => Promise<unknown>;
};

/**
 * Says up to which message the thread was read: the last one whose end was on screen, in a visible page. What came in behind the fold,
 * or in a tab in the background, stays unread until it is seen.
 */
export function useReadMarks({ list, ids, unread, onRead }: Options): void {
  const seen = useRef(new Set<string>());
  const said = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef({ ids, unread, onRead });
  latest.current = { ids, unread, onRead };

  const schedule = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { ids, unread, onRead } = latest.current;
      const upTo = ids.findLast((id) => seen.current.has(id));
      if (!unread || !upTo || upTo === said.current || document.visibilityState !== "visible") return;
      said.current = upTo;
      onRead(upTo).catch(() => {
        said.current = null;
      });
    }, settle);
  }, []);

  const key = ids.join();
  // `key` stands for the elements below the list
  useEffect(() => {
    const ends = [...(list.current?.querySelectorAll("[data-message-end]") ?? [])];
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
    const observe = () => {
      // Observing anew reports where everything stands now.
      observer.disconnect();
      for (const end of ends) observer.observe(end);
    };
    observe();
    document.addEventListener("visibilitychange", observe);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", observe);
    };
  }, [key, list, schedule]);

  useEffect(() => {
    // Unread anew (a resolved thread, say) although no message came: the same one may be said again.
    if (unread) said.current = null;
    schedule();
    return () => clearTimeout(timer.current);
  }, [unread, schedule]);
}
