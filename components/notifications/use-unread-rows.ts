import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { api } from "#lib/client/api/api.ts";
import { type InboxState, newestFirst } from "#lib/client/inbox/inbox-state.ts";
import type { InboxPage, Notification } from "#lib/contract/notifications.ts";
import { useInbox, useInboxStore } from "../live/realtime-provider";
import { useQueries } from "../live/use-queries";

/** The unread rows, and those that were unread when they were listed. */
const listedOf = ({ byId }: Pick<InboxState, "byId">, kept: ReadonlySet<string>) =>
  Object.values(byId)
    .filter((row) => !row.read || kept.has(row.id))
    .sort(newestFirst);

const none: ReadonlySet<string> = new Set();

type UnreadRows = {
  /** Newest first, without holes down to where `more` continues. */
  rows: Notification[];
  hasMore: boolean;
  /** Throws ApiError. */
  more: () => Promise<void>;
  failed: boolean;
};

/**
 * All unread rows that are `wanted`, however far back: those in the list, and the server's own list of them. What is read while it is
 * listed stays, so that no row moves under the pointer, until the list is left.
 */
export function useUnreadRows(active: boolean, wanted: (row: Notification) => boolean): UnreadRows {
  const inbox = useInboxStore();
  const snapshot = useInbox((state) => state.snapshot);
  const [kept, setKept] = useState<ReadonlySet<string>>(none);
  const known = useInbox(useShallow((state) => listedOf(state, kept))).filter(wanted);
  const client = useQueries();
  const load = async (cursor: string | null) => {
    const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page = await api<InboxPage>("GET", `/api/notifications?filter=unread&group=thread&limit=${cursor ? 50 : 20}${more}`);
    inbox.apply({ kind: "rows", page });
    return { cursor: page.next_cursor ?? null, last: page.notifications.at(-1) ?? null };
  };
  // A page loaded anew lets go of what was loaded further back.
  const queryKey = ["unread-rows", snapshot];
  const { data, failureReason } = useQuery(
    {
      queryKey,
      enabled: active,
      queryFn: () => load(null),
      // Asked for whenever it is looked at.
      staleTime: 0,
      placeholderData: keepPreviousData,
    },
    client,
  );

  const { cursor = null, last = null } = data ?? {};
  // Rows further back than the last page reaches have others between them that are not loaded.
  const rows = cursor && last ? known.filter((row) => newestFirst(row, last) <= 0) : known;
  if (!active && kept.size > 0) setKept(none);
  if (active && rows.some(({ id }) => !kept.has(id))) setKept(new Set([...kept, ...rows.map(({ id }) => id)]));
  const more = async () => {
    client.setQueryData(queryKey, await load(cursor));
  };
  return { rows, hasMore: cursor !== null, more, failed: failureReason !== null };
}
