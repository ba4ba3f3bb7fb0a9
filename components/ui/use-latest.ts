import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * The value of the last render that came on screen. For functions that something else than an effect calls, such as an answer. Within
 * effects, use React's `useEffectEvent`.
 */
export function useLatest<Value>(value: Value): Readonly<RefObject<Value>> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
