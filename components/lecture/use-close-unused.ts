import { type RefObject, useEffect, useEffectEvent } from "react";

/** Closes a note over the picture when nobody has the pointer or the focus in it. Looks for that every `everyMs`. */
export function useCloseUnused(box: RefObject<HTMLElement | null>, everyMs: number, onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const look = setInterval(() => {
      const isInUse = box.current?.matches(":hover, :focus-within");
      if (!isInUse) close();
    }, everyMs);
    return () => clearInterval(look);
  }, [box, everyMs]);
}
