import { useEffect, useEffectEvent, useRef } from "react";
import { type EarliestTimer, earliestTimer } from "#lib/client/earliest-timer.ts";
import { useSocket } from "./realtime-provider";
import { useInterruptionEnd } from "./use-interruption-end";

/** Acts that come close together (an import, say) are one piece of news (ms). */
const debounceMs = 250;

/** Calls `listener` when anything about people has changed, and after every interruption, because it may have. */
export function useUsersChanged(listener: () => void): void {
  const socket = useSocket();
  const timer = useRef<EarliestTimer | null>(null);
  const changed = useEffectEvent(listener);
  useEffect(() => {
    const mine = earliestTimer(() => changed());
    timer.current = mine;
    const onChange = () => mine.schedule(debounceMs);
    socket?.on("users:changed", onChange);
    return () => {
      socket?.off("users:changed", onChange);
      mine.cancel();
    };
  }, [socket]);
  useInterruptionEnd(() => timer.current?.schedule(debounceMs));
}
