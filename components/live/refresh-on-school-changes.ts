"use client";
import { useEffect } from "react";
import { useOnCaughtUp, useSocket } from "./realtime-provider";
import { usePageRefresh } from "./use-page-refresh";

/** Reloads the page from the server when the school's name, logo or links changed, and after an interruption, because they may have. */
export function RefreshOnSchoolChanges() {
  const refresh = usePageRefresh();
  const socket = useSocket();
  useEffect(() => {
    const onChange = () => refresh(0);
    socket?.on("school:changed", onChange);
    return () => {
      socket?.off("school:changed", onChange);
    };
  }, [socket, refresh]);
  useOnCaughtUp(() => refresh(0));
  return null;
}
