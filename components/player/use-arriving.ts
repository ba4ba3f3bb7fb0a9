import { useEffect, useState } from "react";

/**
 * How many of so many groups of elements are there. Another one comes with each task of the page, so that together they do not hold up a
 * press or a scroll: on a slow phone all of the player's controls take a fifth of a second.
 */
export function useArriving(total: number): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (count >= total) return;
    // Not a transition, which would wait together with a page that does not come.
    const timer = setTimeout(() => setCount(count + 1));
    return () => clearTimeout(timer);
  }, [count, total]);
  return count;
}
