import { type RefObject, useEffect, useRef } from "react";

/** Whether the component that calls this is on screen, for what happens after an answer. False until its first render is. */
export function useIsMounted(): RefObject<boolean> {
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  return isMounted;
}
