import { useEffect } from "react";
import { useLatest } from "../ui/use-latest";
import type { Landing } from "./landing";

/** A part of the page that shows discussions where they stand, or what is new of them. */
type Place = {
  /** Whether what arrives of the discussion is seen there now; null for what is about none. */
  shows: (threadId: string | null) => boolean;
  /** Opens it there, at what was told of. @returns false when it has no place there */
  open: (landing: Landing) => boolean;
};

const places = new Set<Place>();

/** While the part that calls this is on screen, a toast opens a discussion there if it has a place, and none is shown of what is seen. */
export function useInPlace(place: Place): void {
  const latest = useLatest(place);
  useEffect(() => {
    const own: Place = { shows: (id) => latest.current.shows(id), open: (landing) => latest.current.open(landing) };
    places.add(own);
    return () => void places.delete(own);
  }, [latest]);
}

export const showsInPlace = (threadId: string | null): boolean => [...places].some((place) => place.shows(threadId));
export const openInPlace = (landing: Landing): boolean => [...places].some((place) => place.open(landing));
