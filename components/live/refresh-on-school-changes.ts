"use client";
import { useEffect } from "react";
import { useSockets } from "./realtime-provider";
import { useInterruptionEnd } from "./use-interruption-end";
import { usePageRefresh } from "./use-page-refresh";

/** Reloads the page from the server when the school's name, logo or links changed, and after an interruption, because they may have. */
export function RefreshOnSchoolChanges() {
  const refresh = usePageRefresh();
  const sockets = useSockets();
  useEffect(() => {
    const onChange = () => refresh(0);
    return sockets.watch((socket) => {
      socket.on("school:changed", onChange);
      return () => void socket.off("school:changed", onChange);
    });
  }, [sockets, refresh]);
  useInterruptionEnd(() => refresh(0));
  return null;
}
