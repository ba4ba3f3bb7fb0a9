import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { newestFirst } from "#lib/client/inbox/inbox-state.ts";
import { rowsOf } from "#lib/client/inbox/inbox-threads.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { useInbox } from "../live/realtime-provider";

/** The rows of the inbox, of which those that arrive while they are looked at wait, so that no row moves. */
export function useWaiting() {
  const all = useInbox(useShallow(rowsOf));
  const newest = all[0] ?? null;
  const [top, setTop] = useState(newest);
  // In an empty list there is nothing that could move.
  if (top === null && newest !== null) setTop(newest);
  const isWaiting = (row: Notification) => top !== null && newestFirst(row, top) < 0;
  return {
    rows: all.filter((row) => !isWaiting(row)),
    waiting: all.filter(isWaiting).length,
    isWaiting,
    show: () => setTop(newest),
  };
}
