import type { QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { InboxStore } from "#lib/client/inbox/inbox-store.ts";
import { bridgeEvents } from "./event-bridge";
import { createQueries } from "./queries";
import { useSources } from "./realtime-provider";

/** The lists of a live page, and how many parts on screen use them. They hear the news as long as there are some. */
type Shared = { client: QueryClient; users: number; endBridge: () => void };
const shared = new WeakMap<InboxStore, Shared>();

function sharedOf(inbox: InboxStore): Shared {
  const known = shared.get(inbox);
  if (known) return known;
  const made = { client: createQueries(), users: 0, endBridge: () => undefined };
  shared.set(inbox, made);
  return made;
}

/** The lists of this page. Not the provider's own, because pages without lists need not load what fetches them. */
export function useQueries(): QueryClient {
  const { sockets, sync, inbox } = useSources();
  const { client } = sharedOf(inbox);
  useEffect(() => {
    const shared = sharedOf(inbox);
    if (shared.users++ === 0) shared.endBridge = sockets.watch((socket) => bridgeEvents(shared.client, { socket, sync, inbox }));
    return () => {
      if (--shared.users === 0) shared.endBridge();
    };
  }, [sockets, sync, inbox]);
  return client;
}
