"use client";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

/**
 * Keeps the toasts above everything on the page: a popover lies in the browser's top layer. While something is in full screen they lie in it, since
 * nothing outside it can be pressed then. Escape closes the toast that has the focus, and gives the focus back to where it came from.
 */
export function ToastLayer({ children }: { children: ReactNode }) {
  const [host, setHost] = useState<HTMLElement | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const made = document.createElement("div");
    // The player hides what lies in it while nobody moves.
    made.setAttribute("noautohide", "");
    document.body.append(made);
    setHost(made);
    return () => made.remove();
  }, []);
  useEffect(() => {
    if (!host) return;
    const place = () => {
      (document.fullscreenElement ?? document.body).append(host);
      // What is moved is no open popover any more; browsers without popovers show it in its place.
      if (layer.current?.showPopover && !layer.current.matches(":popover-open")) layer.current.showPopover();
    };
    place();
    document.addEventListener("fullscreenchange", place);
    return () => document.removeEventListener("fullscreenchange", place);
  }, [host]);

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
  if (!host) return null;
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what the toasts in it are sent, and is none of the things one uses.
    <div
      ref={layer}
      popover="manual"
      onFocus={remember}
      onKeyDownCapture={closeFocused}
      className="m-0 size-0 overflow-visible border-0 bg-transparent p-0 print:hidden"
    >
      {children}
    </div>,
    host,
  );
}
