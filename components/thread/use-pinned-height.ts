import { type RefObject, useEffect } from "react";

/** That of a composer nobody has written in, which globals.css knows. */
const restingHeightPx = 100;

/**
 * Writes the height of what is pinned to the lower edge (px), and whether it has the focus, to the root of the page. Its scroll padding
 * goes by them, so that nothing with the focus is below what is pinned (globals.css).
 */
export function usePinnedHeight(pinned: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = pinned.current;
    if (!element) return;
    const root = document.documentElement;
    let writtenPx = restingHeightPx;
    const write = () => {
      const heightPx = element.offsetHeight;
      // For a style of its root a browser computes that of every element anew: 14 ms here, and a slow phone takes four times that.
      if (heightPx !== writtenPx) root.style.setProperty("--composer-height", `${heightPx}px`);
      writtenPx = heightPx;
      // What had the focus may have gone without a word.
      root.setAttribute("data-composer", element.matches(":focus-within") ? "focused" : "");
    };
    const leave = () => root.setAttribute("data-composer", "");
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
      root.removeAttribute("data-composer");
      root.style.removeProperty("--composer-height");
    };
  }, [pinned]);
}
