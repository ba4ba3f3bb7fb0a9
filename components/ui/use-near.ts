import { type RefObject, useEffect, useEffectEvent } from "react";

/** How far (px) before its end a list goes on by itself. */
const aheadPx = 400;

/** Calls `act` when the place comes near the screen, or stays there, while it is wanted. */
export function useNearViewport(place: RefObject<HTMLElement | null>, wanted: boolean, act: () => void): void {
  const near = useEffectEvent(act);
  useEffect(() => {
    if (!wanted || !place.current) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && near(), { rootMargin: `${aheadPx}px` });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [place, wanted]);
}
