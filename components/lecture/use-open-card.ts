import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { useInPlace } from "../notifications/in-place";
import type { Landing } from "../notifications/landing";
import type { PlayerHandle } from "../player/player-props";
import { takeFocus } from "../ui/take-focus";
import { useLatest } from "../ui/use-latest";
import { showCard } from "./rail-scroll";
import { useJump } from "./use-jump";

type Options = {
  rail: RefObject<HTMLElement | null>;
  player: RefObject<PlayerHandle | null>;
  threads: Thread[];
  /** The card to open first. */
  openAt: string | null;
  onOpen: () => void;
};

/** The one card of the rail whose discussion is open. A toast about a question on the page opens its card, at its second. */
export function useOpenCard({ rail, player, threads, openAt, onOpen }: Options) {
  const [openId, setOpenId] = useState(openAt);
  const jump = useJump(player);
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
  /** Opens a card for somebody who is elsewhere on the page, and takes them there, or to one of its messages. */
  const show = (id: string, messageId: string | null = null): boolean => {
    if (!latest.current.threads.some((thread) => thread.id === id)) return false;
    setOpenId(id);
    // Undefined on an iPhone.
    const isFull = Boolean(document.fullscreenElement);
    const go = () => {
      takeFocus(document.getElementById(`question-${id}`)?.querySelector<HTMLElement>("[data-toggle]"));
      onOpen();
      showCard(rail.current, id, true, messageId);
    };
    // The page has its size again after the full screen.
    if (isFull) void document.exitFullscreen().then(() => requestAnimationFrame(go));
    else requestAnimationFrame(go);
    return true;
  };
  const open = ({ threadId, messageId, second }: Landing): boolean => {
    if (!show(threadId, messageId)) return false;
    if (second !== null) jump(second);
    return true;
  };
  useInPlace({ shows: (id) => id !== null && latest.current.openId === id, open });

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
