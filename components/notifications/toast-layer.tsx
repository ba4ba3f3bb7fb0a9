"use client";
import {
  createContext,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import type { ToastClock } from "./toast-clock";
import { usePauseClock } from "./use-pause-clock";

const GiveFocusBack = createContext(() => {});

/** Gives the focus back to where it was before it came to the toasts. For what closes the toast with the focus. */
export const useGiveFocusBack = (): (() => void) => useContext(GiveFocusBack);

/**
 * Keeps the toasts above everything on the page: they are a popover in the browser's top layer. While an element is in full screen they are
 * inside it, because nothing outside can be pressed then. Alt+T goes to the newest, which Enter opens and `r` answers. Escape closes the
 * toast with the focus, and gives the focus back.
 */
export function ToastLayer({ clock, children }: { clock: ToastClock; children: ReactNode }) {
  const [host, setHost] = useState<HTMLElement | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const made = document.createElement("div");
    // The player hides its own children while nobody moves the pointer.
    made.setAttribute("noautohide", "");
    document.body.append(made);
    setHost(made);
    return () => made.remove();
  }, []);
  useEffect(() => {
    if (!host) return;
    const place = () => {
      (document.fullscreenElement ?? document.body).append(host);
      // A popover that is moved closes. Browsers without popovers show it in its place.
      if (layer.current?.showPopover && !layer.current.matches(":popover-open")) layer.current.showPopover();
    };
    place();
    document.addEventListener("fullscreenchange", place);
    return () => document.removeEventListener("fullscreenchange", place);
  }, [host]);

  const remember = ({ target, relatedTarget }: FocusEvent) => {
    // Sonner's shortcut goes to the list as a whole.
    if (target.matches("[data-sonner-toaster]")) target.querySelector<HTMLElement>("[data-front=true] [data-opens]")?.focus();
    if (relatedTarget instanceof HTMLElement && !layer.current?.contains(relatedTarget)) cameFrom.current = relatedTarget;
  };
  const giveFocusBack = useCallback(() => {
    const target = cameFrom.current?.isConnected ? cameFrom.current : document.getElementById("content");
    target?.focus({ preventScroll: true });
  }, []);
  const onKey = (event: KeyboardEvent) => {
    const toast = event.target instanceof Element ? event.target.closest("[data-sonner-toast]") : null;
    if (!toast || event.target instanceof HTMLTextAreaElement) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Escape") {
      event.stopPropagation();
      toast.querySelector<HTMLElement>("[data-close-button]")?.click();
      giveFocusBack();
    } else if (event.key === "r" && isPlain) {
      // Neither the page's own `r`, nor a letter in the field that opens.
      event.preventDefault();
      event.stopPropagation();
      toast.querySelector<HTMLElement>("[data-reply]")?.click();
    }
  };
  usePauseClock(layer, host, clock);
  if (!host) return null;
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to key presses in the toasts, and is no control itself.
    <div
      ref={layer}
      popover="manual"
      onFocus={remember}
      onKeyDownCapture={onKey}
      className="m-0 size-0 overflow-visible border-0 bg-transparent p-0 print:hidden"
    >
      <GiveFocusBack value={giveFocusBack}>{children}</GiveFocusBack>
    </div>,
    host,
  );
}
