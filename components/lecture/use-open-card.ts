import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { useInPlace } from "../notifications/in-place";
import { useLatest } from "../ui/use-latest";
import { showCard } from "./rail-scroll";

type Options = {
  rail: RefObject<HTMLElement | null>;
  threads: Thread[];
  /** The card to open first. */
  openAt: string | null;
  onOpen: () => void;
};

/** The one card of the rail whose discussion is open. A toast about a question on the page opens its card. */
export function useOpenCard({ rail, threads, openAt, onOpen }: Options) {
  const [openId, setOpenId] = useState(openAt);
  const latest = useLatest({ threads, openId, onOpen });
  const toggle = useCallback(
    (id: string) => {
      const opens = latest.current.openId !== id;
      setOpenId(opens ? id : null);
      if (!opens) return;
      latest.current.onOpen();
      requestAnimationFrame(() => showCard(rail.current, id, false));
    },
    [latest, rail],
  );
  /** Opens a card for somebody who is elsewhere on the page, and takes them there. */
  const show = (id: string): boolean => {
    if (!latest.current.threads.some((thread) => thread.id === id)) return false;
    setOpenId(id);
    const isFull = document.fullscreenElement !== null;
    const go = () => {
      const button = document.querySelector<HTMLElement>(`#question-${CSS.escape(id)} [data-toggle]`);
      // A toast that loses the focus gives it back to where it was before, so the second call counts.
      button?.focus({ preventScroll: true });
      button?.focus({ preventScroll: true });
      onOpen();
      showCard(rail.current, id, true);
    };
    // The page has its size again after the full screen.
    if (isFull) void document.exitFullscreen().then(() => requestAnimationFrame(go));
    else requestAnimationFrame(go);
    return true;
  };
  useInPlace({ shows: (id) => latest.current.openId === id, open: show });

  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (openAt === null || opened.current === openAt) return;
    opened.current = openAt;
    setOpenId(openAt);
    showCard(rail.current, openAt, true);
  }, [openAt, rail]);
  const close = (): boolean => {
    if (openId === null) return false;
    setOpenId(null);
    return true;
  };
  return { openId, toggle, show, close };
}
