import { type RefObject, useEffect } from "react";

/** That of a composer nobody has written in, which globals.css knows. */
const restingHeightPx = 100;

/**
 * Writes the height of what is pinned to the lower edge (px), and that it has the focus, to the root of the page. Its scroll padding goes
 * by them, so that nothing with the focus is below what is pinned (globals.css). At rest nothing is written: for another style of its root
 * a browser computes that of every element anew, 14 to 30 ms here, and a slow phone takes four times that.
 */
export function usePinnedHeight(pinned: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = pinned.current;
    if (!element) return;
    const root = document.documentElement;
    let writtenPx = restingHeightPx;
    const leave = () => root.removeAttribute("data-composer");
    const write = () => {
      const heightPx = element.offsetHeight;
      if (heightPx !== writtenPx) root.style.setProperty("--composer-height", `${heightPx}px`);
      writtenPx = heightPx;
      // What had the focus may have gone without a word.
      if (element.matches(":focus-within")) root.setAttribute("data-composer", "focused");
      else leave();
    };
    // Asking for the height here would lay the page out once more. What scrolls to a message does so in the next frame, after this.
    const frame = requestAnimationFrame(write);
    const observer = new ResizeObserver(write);
    observer.observe(element);
    element.addEventListener("focusin", write);
    element.addEventListener("focusout", leave);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      element.removeEventListener("focusin", write);
      element.removeEventListener("focusout", leave);
      leave();
      root.style.removeProperty("--composer-height");
    };
  }, [pinned]);
}
