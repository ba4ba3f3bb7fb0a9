import { useState, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False while the server renders, and during hydration. Where the answer makes no difference say so, so that it is true at once: to learn
 * it a component is rendered once more.
 */
export const useInBrowser = (isOfInterest = true): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => !isOfInterest,
  );

/** Whether this component came with the page from the server: true on the server, in hydration, and as long as it stays on screen. */
export function useCameWithPage(): boolean {
  const [answer] = useState({ cameWithPage: false });
  return useSyncExternalStore(
    never,
    () => answer.cameWithPage,
    // React asks for this on the server and in hydration only.
    () => {
      answer.cameWithPage = true;
      return true;
    },
  );
}
