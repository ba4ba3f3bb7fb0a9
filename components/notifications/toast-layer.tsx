"use client";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

/**
 * Keeps the toasts above everything on the page, an element in full screen included: a popover lies in the browser's top layer, and shown
 * again it lies on top of it. Escape closes the toast that has the focus, and gives the focus back to where it came from.
 */
export function ToastLayer({ children }: { children: ReactNode }) {
  const layer = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const raise = () => {
      // Browsers without popovers show the toasts in the page, below what is in full screen.
      if (!layer.current?.showPopover) return;
      if (layer.current.matches(":popover-open")) layer.current.hidePopover();
      layer.current.showPopover();
    };
    raise();
    document.addEventListener("fullscreenchange", raise);
    return () => document.removeEventListener("fullscreenchange", raise);
  }, []);

  const remember = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !layer.current?.contains(relatedTarget)) cameFrom.current = relatedTarget;
  };
  const closeFocused = (event: KeyboardEvent) => {
    const toast = event.target instanceof Element ? event.target.closest("[data-sonner-toast]") : null;
    if (event.key !== "Escape" || !toast) return;
    event.stopPropagation();
    toast.querySelector<HTMLElement>("[data-close-button]")?.click();
    const target = cameFrom.current?.isConnected ? cameFrom.current : document.getElementById("content");
    target?.focus({ preventScroll: true });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what the toasts in it are sent, and is none of the things one uses.
    <div
      ref={layer}
      popover="manual"
      onFocus={remember}
      onKeyDownCapture={closeFocused}
      className="m-0 size-0 overflow-visible border-0 bg-transparent p-0 print:hidden"
    >
      {children}
    </div>
  );
}
