import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useShallow } from "zustand/react/shallow";
import { api } from "#lib/client/api/api.ts";
import { type InboxState, newestFirst } from "#lib/client/inbox/inbox-state.ts";
import type { InboxPage, Notification } from "#lib/contract/notifications.ts";
import { useInbox, useInboxStore } from "../live/realtime-provider";
import { useQueries } from "../live/use-queries";

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
  const more = async () => {
    client.setQueryData(queryKey, await load(cursor));
  };
  return { rows, hasMore: cursor !== null, more, failed: failureReason !== null };
}
