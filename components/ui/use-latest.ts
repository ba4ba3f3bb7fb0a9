import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * What a value was in the last render that came on screen. For what is called from elsewhere than an effect, after an answer, say; within effects
 * React's `useEffectEvent` does it.
 */
export function useLatest<Value>(value: Value): Readonly<RefObject<Value>> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
