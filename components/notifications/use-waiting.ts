import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { newestFirst, threadOf } from "#lib/client/inbox/inbox-state.ts";
import { rowsOf } from "#lib/client/inbox/inbox-threads.ts";
import { markShown } from "#lib/client/inbox/mark.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { useInbox, useInboxStore } from "../live/realtime-provider";

export type Waiting = {
  /** Those that are shown, newest first. */
  rows: Notification[];
  /** How many wait. */
  waiting: number;
  isWaiting: (row: Notification) => boolean;
  show: () => void;
  /** Whether anything that does not wait is unread. */
  hasUnread: boolean;
  /** Marks everything as read but what waits. @throws ApiError */
  markAll: () => Promise<void>;
};

/** The rows of the inbox, of which those that arrive while they are looked at wait, so that no row moves. */
export function useWaiting(): Waiting {
  const inbox = useInboxStore();
  const all = useInbox(useShallow(rowsOf));
  const complete = useInbox((state) => state.contiguousSeq);
  const unread = useInbox(({ counts }) => counts.unread);
  const newest = all[0] ?? null;
  /** The newest row that is shown, and up to where all was known when it was. */
  const [shown, setShown] = useState({ top: newest, seq: complete });
  const { top } = shown;
  const show = () => setShown({ top: newest, seq: complete });
  // In an empty list there is nothing that could move.
  if (top === null && newest !== null) show();
  const isWaiting = (row: Notification) => top !== null && newestFirst(row, top) < 0;
  const rows = all.filter((row) => !isWaiting(row));
  const waiting = all.filter(isWaiting);
  /** The unread ones that wait, counted as the bell counts: a thread once. */
  const unseen = new Set(waiting.flatMap((row) => (row.read ? [] : [threadOf(row) ?? row.id])));
  const upTo = waiting.length === 0 ? complete : Math.min(shown.seq, ...waiting.map(({ seq }) => seq - 1));
  return {
    rows,
    waiting: waiting.length,
    isWaiting,
    show,
    hasUnread: unread > unseen.size || (unread > 0 && rows.some(({ read }) => !read)),
    markAll: () => markShown(inbox, upTo, isWaiting),
  };
}
