import { type RefObject, useRef } from "react";

/**
 * Returns the focus when a dialog closes, because Radix does so only for its own trigger, and our dialogs have none. It goes to `opener`,
 * or else to where it was; when that is gone, to the content of the page.
 * @returns props of the dialog's content
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
