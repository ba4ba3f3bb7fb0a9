import type { QueryClient } from "@tanstack/react-query";
import type { InboxStore } from "#lib/client/inbox/inbox-store.ts";
import type { Sync } from "#lib/client/inbox/sync.ts";
import type { AppSocket } from "#lib/client/socket.ts";
import type { CoursesChanged } from "#lib/contract/events.ts";
import { invalidateLists } from "./queries";

type Sources = { socket: AppSocket; sync: Sync; inbox: InboxStore };

/** Outdates the lists of a page by what it hears, the one way from events to lists. Answers how to end it. */
export function bridgeEvents(client: QueryClient, { socket, sync, inbox }: Sources): () => void {
  const courseChanged = (change: CoursesChanged) => invalidateLists(client, { kind: "course", change });
  const usersChanged = () => invalidateLists(client, { kind: "users" });
  socket.on("courses:changed", courseChanged);
  socket.on("users:changed", usersChanged);
  const stops = [
    sync.onLive((notification) => invalidateLists(client, { kind: "notification", notification })),
    sync.onRemoved(() => invalidateLists(client, { kind: "removed" })),
    sync.onCaughtUp(() => invalidateLists(client, { kind: "caught_up" })),
    inbox.subscribe((now, before) => {
      if (now.counts.unread_threads !== before.counts.unread_threads) invalidateLists(client, { kind: "unread_threads" });
    }),
  ];
  return () => {
    socket.off("courses:changed", courseChanged);
    socket.off("users:changed", usersChanged);
    for (const stop of stops) stop();
  };
}
