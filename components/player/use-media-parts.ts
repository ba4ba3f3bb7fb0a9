import { type RefObject, useEffect, useState } from "react";
import { loadWithRetries, onDemand } from "../ui/on-demand";
import { useArriving } from "./use-arriving";

const parts = onDemand(() => import("./media-parts"));
export type MediaParts = Awaited<ReturnType<typeof parts.load>>;

/** What somebody does who is at the page. A press by a screen reader or a switch is a `click` alone. */
const signs = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown", "click", "focusin", "play"] as const;
const onCapture = { capture: true, passive: true };
/** Who reads with a screen reader may give no sign for long, and is to find all controls (ms). */
const signWaitMs = 10_000;

/**
 * The elements of media-chrome, in so many turns. They load with the first sign of somebody at the page: with the video they are the
 * largest part of it, and who comes to read a question needs none. A page that was opened by a link of ours has had its sign.
 * @param within what becomes their controller
 * @returns null before they are there, and how many of the turns have come
 */
export function useMediaParts(within: RefObject<HTMLElement | null>, turnsMax: number): { media: MediaParts | null; arrived: number } {
  const [media, setMedia] = useState<MediaParts | null>(null);
  const arrived = useArriving(media ? turnsMax : 0);
  useEffect(() => {
    let stopLoading: (() => void) | null = null;
    const unlisten = () => {
      clearTimeout(timer);
      for (const sign of signs) document.removeEventListener(sign, load, onCapture);
    };
    const load = () => {
      unlisten();
      stopLoading ??= loadWithRetries(parts, setMedia);
    };
    const timer = setTimeout(load, signWaitMs);
    for (const sign of signs) document.addEventListener(sign, load, onCapture);
    // Older browsers do not know of an earlier sign, but of another player that is there.
    if (navigator.userActivation?.hasBeenActive || customElements.get("media-controller")) load();
    return () => {
      unlisten();
      stopLoading?.();
    };
  }, []);
  const isThere = media !== null && arrived >= turnsMax;
  useEffect(() => {
    // The controller hides what lies on a video that plays until a pointer moves over it. That of whoever pressed play has moved before.
    if (isThere) within.current?.dispatchEvent(new PointerEvent("pointermove", { pointerType: "mouse" }));
  }, [within, isThere]);
  return { media, arrived };
}
