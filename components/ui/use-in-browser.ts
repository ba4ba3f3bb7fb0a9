import { useSyncExternalStore } from "react";

const never = () => () => {};
/** False while the server renders, and during hydration. */
export const useInBrowser = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
