import { useQuery } from "@tanstack/react-query";
import { fetchThreadFigures } from "#lib/client/inbox/fetch-thread-figures.ts";
import type { InboxState } from "#lib/client/inbox/inbox-state.ts";
import { type Group, groupsOf, unclearThreads } from "#lib/client/inbox/inbox-threads.ts";
import { pause } from "#lib/client/pause.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { debounceMs } from "../live/queries";
import { useInbox, useInboxStore } from "../live/realtime-provider";
import { useQueries } from "../live/use-queries";

/** Changes whenever there is something new to ask. */
const unclear = (state: InboxState) =>
  unclearThreads(state)
    .map((id) => `${id} ${state.touched.get(id) ?? 0} ${state.touchedAny}`)
    .join();

/** Groups rows, newest first, by their thread. Keeps the figures of these threads current by asking the server after a change. */
export function useGroups(rows: Notification[]): Group[] {
  const inbox = useInboxStore();
  const state = useInbox((now) => now);
  const wanted = unclear(state);
  useQuery(
    {
      queryKey: ["inbox-threads", wanted],
      enabled: wanted !== "",
      queryFn: async ({ signal }) => {
        await pause(debounceMs, signal);
        await fetchThreadFigures(inbox, unclearThreads(inbox.getState()));
        return null;
      },
    },
    useQueries(),
  );
  return groupsOf(state, rows);
}
