import { type RefObject, useEffect, useRef } from "react";
import { takeFocus } from "../ui/take-focus";

/** How long the rail stays where a person scrolled it, in ms. */
const byHandMs = 3000;
const byHand = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/** A far way is jumped: the cards on it are drawn as one comes, and are seldom as high as was thought. */
const calm = (by: number): ScrollBehavior =>
  Math.abs(by) > 2 * window.innerHeight || matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
/** Brings an element into view by scrolling the page. */
const bringIntoPage = (element: HTMLElement | null) =>
  element?.scrollIntoView?.({ block: "nearest", behavior: calm(element.getBoundingClientRect().top) });
const hasOwnScroll = (rail: HTMLElement) => getComputedStyle(rail).overflowY === "auto";
const cardOf = (id: string) => document.getElementById(`question-${id}`);

/** Brings a card into view within the rail, with some room above it unless `nearest`, and never moves the page. */
function bringIntoRail(rail: HTMLElement, card: HTMLElement, nearest = false): void {
  if (!hasOwnScroll(rail)) return;
  const above = card.getBoundingClientRect().top - rail.getBoundingClientRect().top;
  const room = rail.clientHeight - card.offsetHeight;
  if (above >= 0 && above <= room) return;
  const lead = nearest ? (above < 0 ? 0 : room) : Math.min(room, rail.clientHeight / 4);
  const by = above - Math.max(0, lead);
  rail.scrollTo({ top: rail.scrollTop + by, behavior: calm(by) });
}

/** How long a card that was opened is kept in view while its discussion loads, in ms. */
const loadsMs = 3000;

/**
 * Brings a card that opens into view, and keeps it there while it grows, until the person moves on. Somebody who comes `fromElsewhere` on
 * the page is taken there also where the rail does not scroll by itself, and to the message they come for once it is there.
 */
export function showCard(rail: HTMLElement | null, id: string, fromElsewhere: boolean, messageId: string | null = null): void {
  const card = cardOf(id);
  if (!rail || !card) return;
  if (fromElsewhere && !hasOwnScroll(rail)) bringIntoPage(card);
  let message: HTMLElement | null = null;
  const place = () => {
    if (messageId !== null && message === null) {
      message = document.getElementById(`message-${messageId}`);
      takeFocus(message);
      if (!hasOwnScroll(rail)) bringIntoPage(message);
    }
    bringIntoRail(rail, message ?? card, !fromElsewhere);
  };
  place();
  const grown = new ResizeObserver(place);
  const ended = new AbortController();
  const end = () => {
    grown.disconnect();
    ended.abort();
  };
  for (const kind of byHand) window.addEventListener(kind, end, { passive: true, signal: ended.signal });
  grown.observe(card);
  setTimeout(end, loadsMs);
}

/** Whether the person has the rail in hand: the pointer is over it, or the focus of the keyboard in it. */
export const isInUse = (rail: HTMLElement) => rail.matches(":hover") || rail.querySelector(":focus-visible") !== null;

/** Keeps the card of the present second in view within the rail while nobody uses the rail. */
export function useFollow(rail: RefObject<HTMLElement | null>, current: string | null, on: boolean): void {
  const moved = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const ended = new AbortController();
    const note = () => {
      moved.current = performance.now();
    };
    for (const kind of byHand) rail.current?.addEventListener(kind, note, { passive: true, signal: ended.signal });
    return () => ended.abort();
  }, [rail]);
  useEffect(() => {
    const card = current === null ? null : cardOf(current);
    if (!on || !card || !rail.current || isInUse(rail.current) || performance.now() - moved.current < byHandMs) return;
    bringIntoRail(rail.current, card);
  }, [rail, current, on]);
}
