import { useEffect } from "react";
import { useLatest } from "../ui/use-latest";
import type { Landing } from "./notification-text";

/** A page that shows discussions where they stand, beside something else. */
type Place = {
  /** Whether the discussion is open there now. */
  shows: (threadId: string) => boolean;
  /** Opens it there, at what was told of. @returns false when it has no place on the page */
  open: (landing: Landing) => boolean;
};

let page: Place | null = null;

/** While the page that calls this is on screen, a toast opens a discussion there if it has a place. */
export function useInPlace(place: Place): void {
  const latest = useLatest(place);
  useEffect(() => {
    const own: Place = { shows: (id) => latest.current.shows(id), open: (landing) => latest.current.open(landing) };
    page = own;
    return () => {
      if (page === own) page = null;
    };
  }, [latest]);
}

export const showsInPlace = (threadId: string): boolean => page?.shows(threadId) ?? false;
export const openInPlace = (landing: Landing): boolean => page?.open(landing) ?? false;
