import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useLatest } from "../ui/use-latest";

/**
 * Shows a `<dialog>` over the page for as long as it is mounted. The browser itself makes the rest inert, which costs a press less than to
 * mark everything else as hidden. The focus returns to where it was; when that is gone, to the content of the page.
 * @returns the ref of the dialog
 */
export function useModal(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const latest = useLatest({ onClose });
  useLayoutEffect(() => {
    const here = dialog.current;
    const before = document.activeElement;
    here?.showModal();
    document.body.toggleAttribute("data-modal", true);
    return () => {
      here?.close();
      document.body.toggleAttribute("data-modal", false);
      const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
      (isThere ? before : document.getElementById("content"))?.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const here = dialog.current;
    const ended = new AbortController();
    const { signal } = ended;
    // The page closes it, so that what is shown and what is known agree.
    here?.addEventListener("cancel", (event) => event.preventDefault(), { signal });
    here?.addEventListener("cancel", () => latest.current.onClose(), { signal });
    // A browser that closes it in spite of that.
    here?.addEventListener("close", () => latest.current.onClose(), { signal });
    // Pressed beside what it shows. The dialog itself is what is beside it.
    here?.addEventListener("click", ({ target }) => target === here && latest.current.onClose(), { signal });
    // The page behind it stays where it is.
    const hold = (event: Event) => event.target === here && event.preventDefault();
    for (const kind of ["wheel", "touchmove"]) here?.addEventListener(kind, hold, { passive: false, signal });
    return () => ended.abort();
  }, [latest]);
  return dialog;
}
