import { useEffect } from "react";
import { threadOf } from "#lib/client/inbox/inbox-state.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { useLatest } from "../ui/use-latest";
import type { Landing } from "./landing";

/** A part of the page that shows discussions where they stand, or what is new of them. */
type Place = {
  /** Whether what arrives of the discussion is seen there now, as soon as that can be said; null for what is about none. */
  shows: (threadId: string | null, row: Notification) => boolean | Promise<boolean>;
  /** Opens it there, at what was told of. @returns false when it has no place there */
  open: (landing: Landing) => boolean;
};

const places = new Set<Place>();

/** While the part that calls this is on screen, a toast opens a discussion there if it has a place, and none is shown of what is seen. */
export function useInPlace(place: Place): void {
  const latest = useLatest(place);
  useEffect(() => {
    const own: Place = { shows: (id, row) => latest.current.shows(id, row), open: (landing) => latest.current.open(landing) };
    places.add(own);
    return () => void places.delete(own);
  }, [latest]);
}

/** Whether any of them shows it. A promise where one can't say yet. */
export function showsInPlace(row: Notification): boolean | Promise<boolean> {
  const answers = [...places].map((place) => place.shows(threadOf(row), row));
  if (answers.includes(true)) return true;
  const later = answers.filter((one) => one !== false);
  return later.length > 0 && Promise.all(later).then((seen) => seen.includes(true));
}
export const openInPlace = (landing: Landing): boolean => [...places].some((place) => place.open(landing));
