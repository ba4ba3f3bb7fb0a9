import { type RefObject, useEffect, useRef } from "react";

/** How long the rail stays where a person scrolled it, in ms. */
const byHandMs = 3000;
const byHand = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

const calm = (): ScrollBehavior => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
const hasOwnScroll = (rail: HTMLElement) => getComputedStyle(rail).overflowY === "auto";
const cardOf = (id: string) => document.getElementById(`question-${id}`);

/** Brings a card into view within the rail, and never moves the page. */
function bringIntoRail(rail: HTMLElement, id: string): void {
  const card = cardOf(id);
  if (!card || !hasOwnScroll(rail)) return;
  const above = card.getBoundingClientRect().top - rail.getBoundingClientRect().top;
  const room = rail.clientHeight - card.offsetHeight;
  if (above >= 0 && above <= room) return;
  rail.scrollTo({ top: rail.scrollTop + above - Math.max(0, Math.min(room, rail.clientHeight / 4)), behavior: calm() });
}

/** Brings a card into view that somebody asked for from elsewhere on the page, which moves where the rail does not scroll by itself. */
export function showCard(rail: HTMLElement | null, id: string): void {
  if (rail && hasOwnScroll(rail)) bringIntoRail(rail, id);
  else cardOf(id)?.scrollIntoView?.({ block: "nearest", behavior: calm() });
}

/** Whether the person has the rail in hand: the pointer is over it, or the focus of the keyboard in it. */
const isInUse = (rail: HTMLElement) => rail.matches(":hover") || rail.querySelector(":focus-visible") !== null;

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
    if (!on || current === null || !rail.current || isInUse(rail.current) || performance.now() - moved.current < byHandMs) return;
    bringIntoRail(rail.current, current);
  }, [rail, current, on]);
}
