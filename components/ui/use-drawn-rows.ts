import { startTransition, useEffect, useState } from "react";

/** How many rows come with the page. They are more than fit on a screen. */
const firstRows = 12;

/**
 * How many rows of a list to draw: the first ones with the page, so that these are there early, and all of them right after that.
 * @param atLeast how many have to be there from the start, because one of them is what the reader came for
 */
export function useDrawnRows(total: number, atLeast: number): number {
  const [all, setAll] = useState(false);
  useEffect(() => startTransition(() => setAll(true)), []);
  return all ? total : Math.min(total, Math.max(firstRows, atLeast));
}
