import { type RefObject, useEffect } from "react";

/**
 * Writes the height of what is pinned to the lower edge (px) into the scroll padding of the page, so that nothing with the focus is below
 * it.
 */
export function usePinnedHeight(pinned: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = pinned.current;
    if (!element) return;
    const root = document.documentElement;
    const write = () => root.style.setProperty("--composer-height", `${element.offsetHeight}px`);
    const observer = new ResizeObserver(write);
    write();
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.style.removeProperty("--composer-height");
    };
  }, [pinned]);
}
