import { type RefObject, useEffect, useState } from "react";
import { sharedMarkerRatio } from "./markers";

/** What a target takes of the line, in px, with pointers that are exact, and with fingers. */
const target = { fine: 16, coarse: 25 };

/** How near to each other questions share a marker on a line as wide as `place`, so that each can be hit. */
export function useNearby(place: RefObject<HTMLElement | null>): number {
  const [share, setShare] = useState(sharedMarkerRatio);
  useEffect(() => {
    if (!place.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      const wanted = matchMedia("(pointer: coarse)").matches ? target.coarse : target.fine;
      // In steps, so that a page that changes its size does not group anew with each pixel.
      if (width > 0) setShare(Math.ceil((wanted / width) * 200) / 200);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return share;
}
