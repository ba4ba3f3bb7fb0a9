import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ThreadState } from "#lib/client/thread/thread-state.ts";
import { limits } from "#lib/contract/limits.ts";
import { messageIdOf } from "./use-landing";

/** How many messages are loaded at a time while a link leads to an earlier one, and how often at most. */
const searched = { messages: 200, times: 20 };

/**
 * How long the position is corrected, in ms. Messages far from the screen are not drawn, and get their height only when they come near.
 */
const settleMs = 1000;
const byHand = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** Calls `place` at each frame until all heights are known, or the reader scrolls. */
function untilSettled(place: () => void): void {
  const until = performance.now() + settleMs;
  const hands = new AbortController();
  for (const kind of byHand) window.addEventListener(kind, () => hands.abort(), { passive: true, signal: hands.signal });
  const step = () => {
    if (hands.signal.aborted) return;
    place();
    if (performance.now() < until) requestAnimationFrame(step);
    else hands.abort();
  };
  step();
}

type Options = {
  list: RefObject<HTMLElement | null>;
  state: ThreadState;
  older: { loading: boolean; problem: string | null };
  loadOlder: (messages: number) => Promise<void>;
  /** Draws a message, however far from the screen it is. */
  draw: (id: string) => void;
};

/**
 * Loads earlier messages when the reader asks for them or followed a link to one (`#message-…`). What they were reading stays in its place
 * on the screen.
 */
export function useOlder({ list, state, older, loadOlder, draw }: Options): () => void {
  const { messages, olderCursor } = state;
  const anchor = useRef<{ element: Element; top: number } | null>(null);

  const show = () => {
    const element = list.current?.querySelector('article[id^="message-"]');
    // What is above it will be out of sight.
    draw(messageIdOf(element?.id ?? ""));
    anchor.current = element ? { element, top: element.getBoundingClientRect().top } : null;
    void loadOlder(limits.messagesAtOnce);
  };
  const first = messages[0]?.id;
  // `first` changes when earlier ones are rendered.
  useLayoutEffect(() => {
    if (anchor.current === null) return;
    const { element, top } = anchor.current;
    anchor.current = null;
    untilSettled(() => {
      if (element.isConnected) window.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
    });
  }, [first]);

  const looking = useRef<{ id: string; times: number; isDrawn: boolean } | null>(null);
  /** How often a link within the page was followed since it was opened. */
  const [followed, setFollowed] = useState(0);
  useEffect(() => {
    const look = () => {
      const id = messageIdOf(window.location.hash);
      looking.current = id === "" ? null : { id, times: 0, isDrawn: document.getElementById(`message-${id}`) !== null };
    };
    const follow = () => {
      look();
      setFollowed((times) => times + 1);
    };
    look();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  // `followed` says that another message is looked for.
  useEffect(() => {
    const wanted = looking.current;
    if (wanted === null || older.loading) return;
    const found = messages.some(({ id }) => id === wanted.id);
    if (found || olderCursor === null || older.problem !== null || wanted.times >= searched.times) {
      looking.current = null;
      // The browser has found those that were there at the beginning.
      if (!found || wanted.isDrawn) return;
      requestAnimationFrame(() => {
        draw(wanted.id);
        untilSettled(() => document.getElementById(`message-${wanted.id}`)?.scrollIntoView({ block: "start", behavior: "instant" }));
      });
      return;
    }
    wanted.times++;
    void loadOlder(searched.messages);
  }, [messages, olderCursor, older, loadOlder, followed]);
  return show;
}
