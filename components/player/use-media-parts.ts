import { useEffect, useState } from "react";
import { loadWithRetries, onDemand } from "../ui/on-demand";
import { useArriving } from "./use-arriving";

const parts = onDemand(() => import("./media-parts"));
export type MediaParts = Awaited<ReturnType<typeof parts.load>>;

/** What somebody does who is at the page. */
const signs = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown", "play"] as const;
const onCapture = { capture: true, passive: true };

/**
 * The elements of media-chrome, in so many turns. They load with the first sign of somebody at the page: with the video they are the largest
 * part of it, and who comes to read a question needs none. A page that was opened within the app has had its sign, and so has a video that
 * plays.
 * @returns null before they are there, and how many of the turns have come
 */
export function useMediaParts(turns: number): { media: MediaParts | null; arrived: number } {
  const [media, setMedia] = useState<MediaParts | null>(null);
  const arrived = useArriving(media ? turns : 0);
  useEffect(() => {
    let stopLoading: (() => void) | null = null;
    const load = () => {
      stopLoading ??= loadWithRetries(parts, setMedia);
    };
    for (const sign of signs) document.addEventListener(sign, load, onCapture);
    // Older browsers do not know, and wait for the next sign.
    if (navigator.userActivation?.hasBeenActive) load();
    return () => {
      for (const sign of signs) document.removeEventListener(sign, load, onCapture);
      stopLoading?.();
    };
  }, []);
  return { media, arrived };
}
