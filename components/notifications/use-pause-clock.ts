import { type RefObject, useEffect } from "react";
import type { ToastClock } from "./toast-clock";

/**
 * Pauses the clock while the pointer or the focus is on a toast, while the page is hidden, and while another window has the focus. Sonner's
 * own clock knows only the pointer and a hidden page.
 */
export function usePauseClock(layer: RefObject<HTMLElement | null>, host: HTMLElement | null, clock: ToastClock): void {
  useEffect(() => {
    if (!host) return;
    /** Where the pointer is. A finger stays nowhere. */
    let over: EventTarget | null = null;
    let isAway = !document.hasFocus();
    const isInToast = (target: unknown) => target instanceof Node && layer.current?.contains(target) === true;
    const look = () => clock.setPaused(isAway || document.hidden || isInToast(over) || isInToast(document.activeElement));
    const point = ({ target, pointerType }: PointerEvent) => {
      over = pointerType === "touch" ? null : target;
      look();
    };
    const leave = ({ relatedTarget }: PointerEvent) => {
      if (relatedTarget) return;
      over = null;
      look();
    };
    const setAway = (now: boolean) => {
      isAway = now;
      look();
    };
    const ended = new AbortController();
    const { signal } = ended;
    document.addEventListener("pointerover", point, { signal });
    document.addEventListener("pointerout", leave, { signal });
    for (const event of ["focusin", "focusout", "visibilitychange"]) document.addEventListener(event, look, { signal });
    window.addEventListener("blur", () => setAway(true), { signal });
    window.addEventListener("focus", () => setAway(false), { signal });
    // A toast that goes with the pointer or the focus on it says nothing of that.
    const changes = new MutationObserver(look);
    changes.observe(host, { childList: true, subtree: true });
    look();
    return () => {
      ended.abort();
      changes.disconnect();
    };
  }, [layer, host, clock]);
}
