import { type RefObject, useEffect } from "react";

/**
 * Writes the height of what is pinned to the lower edge (px), and whether it has the focus, to the root of the page. Its scroll padding
 * goes by them, so that nothing with the focus is below what is pinned (globals.css).
 */
export function usePinnedHeight(pinned: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = pinned.current;
    if (!element) return;
    const root = document.documentElement;
    const leave = () => root.setAttribute("data-composer", "");
    const enter = () => root.setAttribute("data-composer", "focused");
    // The first size comes with the next frame. Asking for it here would lay the page out twice.
    const observer = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize;
      if (height !== undefined) root.style.setProperty("--composer-height", `${height}px`);
    });
    observer.observe(element);
    element.addEventListener("focusin", enter);
    element.addEventListener("focusout", leave);
    if (element.contains(document.activeElement)) enter();
    else leave();
    return () => {
      observer.disconnect();
      element.removeEventListener("focusin", enter);
      element.removeEventListener("focusout", leave);
      root.removeAttribute("data-composer");
      root.style.removeProperty("--composer-height");
    };
  }, [pinned]);
}
