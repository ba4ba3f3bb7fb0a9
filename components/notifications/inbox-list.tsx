"use client";
import { type ReactNode, useCallback, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Group } from "#lib/client/inbox/inbox-threads.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { LongList } from "../ui/long-list";
import { InboxRow, toastMarkFailed } from "./inbox-row";
import { useGroups } from "./use-groups";
import type { Waiting } from "./use-waiting";

type Props = {
  /** Newest first. */
  rows: Notification[];
  /** The most lines to show. */
  most?: number;
  /** Whether there are older ones that are not loaded. */
  hasMore?: boolean;
  /** Instead of rows. */
  empty: ReactNode;
  /** Whether `j` and `k` go from line to line. */
  hasKeys?: boolean;
  /** Called when a line is opened. */
  onOpen?: () => void;
};

/** Notifications grouped by thread, newest first. */
export function InboxList({ rows, most = Number.POSITIVE_INFINITY, hasMore = false, empty, hasKeys = false, onOpen }: Props) {
  const groups = useGroups(rows).slice(0, most);
  const drawn = useCallback((group: Group) => <InboxRow group={group} onOpen={onOpen} />, [onOpen]);
  if (groups.length === 0) return empty;
  return (
    // Rows go by the width of their list, which is narrow in the bell on a wide screen, too.
    <LongList
      label="Notifications"
      rows={groups}
      keyOf={keyOf}
      estimate={lineHeight}
      hasMore={hasMore}
      {...(hasKeys && { keysOf: "notification" })}
      className="@container"
      rowClassName="pb-0.5"
    >
      {drawn}
    </LongList>
  );
}

const keyOf = ({ key }: Group) => key;
/** The height of a line (px), with what is between it and the next one. */
const lineHeight = 66;

/** Marks everything as read that was shown, and nothing that still waits behind "2 new". */
export function MarkAllButton({ waiting: { hasUnread, markAll } }: { waiting: Pick<Waiting, "hasUnread" | "markAll"> }) {
  const [busy, setBusy] = useState(false);
  const mark = async () => {
    setBusy(true);
    await markAll().catch(toastMarkFailed);
    setBusy(false);
  };
  return (
    <Button
      type="button"
      variant="ghost"
      size="sm"
      // Not `disabled`: the focus would be lost with the last unread one.
      aria-disabled={busy || !hasUnread}
      onClick={() => !busy && hasUnread && void mark()}
    >
      Mark all read
    </Button>
  );
}
