import { useEffect, useEffectEvent, useRef } from "react";
import { type EarliestTimer, earliestTimer } from "#lib/client/earliest-timer.ts";
import { useSockets } from "./realtime-provider";
import { useInterruptionEnd } from "./use-interruption-end";

/** Acts that come close together (an import, say) are one piece of news (ms). */
const debounceMs = 250;

/** Calls `listener` when anything about people has changed, and after every interruption, because it may have. */
export function useUsersChanged(listener: () => void): void {
  const sockets = useSockets();
  const timer = useRef<EarliestTimer | null>(null);
  const changed = useEffectEvent(listener);
  useEffect(() => {
    const mine = earliestTimer(() => changed());
    timer.current = mine;
    const onChange = () => mine.schedule(debounceMs);
    const unwatch = sockets.watch((socket) => {
      socket.on("users:changed", onChange);
      return () => void socket.off("users:changed", onChange);
    });
    return () => {
      unwatch();
      mine.cancel();
    };
  }, [sockets]);
  useInterruptionEnd(() => timer.current?.schedule(debounceMs));
}
