import { useCallback, useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { api } from "#lib/client/api/api";
import { type InboxState, newestFirst } from "#lib/client/inbox/inbox-state";
import type { InboxPage, Notification } from "#lib/contract/notifications";
import { useInbox, useInboxStore } from "../live/realtime-provider";

const unreadOf = ({ byId }: Pick<InboxState, "byId">) =>
  Object.values(byId)
    .filter((row) => !row.read)
    .sort(newestFirst);

type UnreadRows = {
  /** Newest first, without holes down to where `more` continues. */
  rows: Notification[];
  hasMore: boolean;
  /** Throws ApiError. */
  more: () => Promise<void>;
  failed: boolean;
};

/** All unread rows, however far back: those in the list, and the server's own list of them. */
export function useUnreadRows(active: boolean): UnreadRows {
  const inbox = useInboxStore();
  const snapshot = useInbox((state) => state.snapshot);
  const known = useInbox(useShallow(unreadOf));
  const [page, setPage] = useState<{ cursor: string | null; last: Notification | null } | null>(null);
  const [failed, setFailed] = useState(false);

  const load = useCallback(
    async (cursor: string | null) => {
      const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
      const page = await api<InboxPage>("GET", `/api/notifications?filter=unread&group=thread&limit=20${more}`);
      inbox.apply({ kind: "rows", page });
      setPage({ cursor: page.next_cursor ?? null, last: page.notifications.at(-1) ?? null });
    },
    [inbox],
  );
  // A page loaded anew drops what was loaded further back.
  useEffect(() => {
    if (!active) return;
    setFailed(false);
    load(null).catch(() => setFailed(true));
  }, [active, snapshot, load]);

  const { cursor = null, last = null } = page ?? {};
  // Rows beyond the last page are left out, because rows between are not loaded.
  const rows = cursor && last ? known.filter((row) => newestFirst(row, last) <= 0) : known;
  return { rows, hasMore: cursor !== null, more: () => load(cursor), failed };
}
