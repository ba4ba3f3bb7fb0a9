import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { useInPlace } from "../notifications/in-place";
import { useLatest } from "../ui/use-latest";
import { showCard } from "./rail-scroll";

type Options = { rail: RefObject<HTMLElement | null>; threads: Thread[] /** The card to open first. */; openAt: string | null };

/** The one card of the rail whose discussion is open. A toast about a question on the page opens its card. */
export function useOpenCard({ rail, threads, openAt }: Options) {
  const [openId, setOpenId] = useState(openAt);
  const latest = useLatest({ threads, openId });
  const toggle = useCallback((id: string) => setOpenId((held) => (held === id ? null : id)), []);
  /** Opens a card for somebody who is elsewhere on the page, and takes them there. */
  const show = (id: string): boolean => {
    if (!latest.current.threads.some((thread) => thread.id === id)) return false;
    setOpenId(id);
    const isFull = document.fullscreenElement !== null;
    const go = () => {
      showCard(rail.current, id);
      document.querySelector<HTMLElement>(`#question-${CSS.escape(id)} [data-toggle]`)?.focus({ preventScroll: true });
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
    showCard(rail.current, openAt);
  }, [openAt, rail]);
  const close = (): boolean => {
    if (openId === null) return false;
    setOpenId(null);
    return true;
  };
  return { openId, toggle, show, close };
}
