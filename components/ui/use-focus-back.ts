import { type RefObject, useRef } from "react";

/**
 * Gives the focus back when a window over the page closes: Radix does so only for a trigger of its own, and our windows have none.
 * It goes to `opener`; without one, to where it was; and when that is gone, to the content of the page.
 * @returns what the window's content takes
 */
export function useFocusBack(opener?: RefObject<HTMLElement | null>) {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const place = opener ? opener.current : before.current;
      const isThere = place instanceof HTMLElement && place.isConnected && place !== document.body;
      (isThere ? place : document.getElementById("content"))?.focus({ preventScroll: true });
    },
  };
}
