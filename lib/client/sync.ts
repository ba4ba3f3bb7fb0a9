import type { NotificationsRead, NotificationsRemoved } from "#lib/contract/events";
import type { InboxPage, NotificationEvent, Position } from "#lib/contract/notifications";
import { api } from "./api";
import type { InboxEvent } from "./apply-event";
import { type ConnectionMachine, createConnection } from "./connection";
import { isMissing } from "./inbox-state";
import type { InboxStore } from "./inbox-store";
import { type AppSocket, retryDelay } from "./socket";

type LiveListener = (notification: NotificationEvent) => void;
/** `news` is how many unread notifications it brought that no live event had. */
type CaughtUpListener = (news: number) => void;

export type Sync = {
  connection: ConnectionMachine["store"];
  /** Live notifications alone, receipts too, each once: not what a catch-up brings. Returns how to stop. */
  onLive(listener: LiveListener): () => void;
  /** After the inbox was loaded anew: other lists of the page may be behind, too. Returns how to stop. */
  onCaughtUp(listener: CaughtUpListener): () => void;
  /** Listens to a socket until the function it answers is called. */
  start(socket: AppSocket): () => void;
};

/** How much of the list is loaded anew at least and at most. */
const least = 20;
const most = 100;
/** How long a hole in `seq` may be mere reordering (ms). */
const patience = 1500;
/** A connected page that is looked at again so soon after a catch-up needs no other (ms). */
const recent = 5000;

/**
 * Keeps the inbox equal to the server's: live events while there is a connection, and after every doubt the same as at the start: load
 * the page. Doubt is a new connection, a page that was hidden or frozen, a network that is back, and a hole in `seq`.
 */
export function createSync(store: InboxStore): Sync {
  const connection = createConnection();
  const live = new Set<LiveListener>();
  const caughtUp = new Set<CaughtUpListener>();

  function start(socket: AppSocket): () => void {
    const loader = createLoader(socket, (page) => {
      const { byId, complete, epoch } = store.getState();
      const isNews = (seq: number) => page.epoch !== epoch || seq > complete;
      const news = page.notifications.filter((row) => !row.read && !byId[row.id] && isNews(row.seq)).length;
      store.apply({ kind: "page", page });
      if (socket.connected) connection.caughtUp();
      for (const listener of caughtUp) listener(news);
    });
    const load = () => loader.load(Math.min(most, Math.max(least, store.getState().order.length)));

    let hole: ReturnType<typeof setTimeout> | undefined;
    const minded = store.subscribe((state) => {
      if (hole !== undefined || !isMissing(state)) return;
      hole = setTimeout(() => {
        hole = undefined;
        if (isMissing(store.getState())) load();
      }, patience);
    });

    const take = (event: InboxEvent) => store.apply(event);
    const unlisten = listenTo(socket, {
      connect: () => {
        connection.connected();
        load();
      },
      disconnect: () => connection.lost(),
      connect_error: () => connection.lost(),
      notification: (body: NotificationEvent) => {
        if (take({ kind: "notification", body })) for (const listener of live) listener(body);
      },
      "notifications:read": (body: NotificationsRead) => take({ kind: "read", body }),
      "notifications:removed": (body: NotificationsRemoved) => take({ kind: "removed", body }),
      "notifications:head": (body: Position) => take({ kind: "head", body }),
    });
    const unwatch = watchPage({
      visible: () => {
        if (!socket.connected || Date.now() - loader.loadedAt() > recent) load();
      },
      network: (online) => {
        connection.network(online);
        if (online) load();
      },
    });
    if (socket.connected) load();
    else connection.lost();

    return () => {
      clearTimeout(hole);
      for (const end of [minded, unlisten, unwatch, loader.stop, connection.stop]) end();
    };
  }

  const listening = <Listener>(to: Set<Listener>) => {
    return (listener: Listener) => {
      to.add(listener);
      return () => void to.delete(listener);
    };
  };
  return { connection: connection.store, onLive: listening(live), onCaughtUp: listening(caughtUp), start };
}

/** Loads the first page: one request at a time, and once more when it was asked for meanwhile; again when it failed while connected. */
function createLoader(socket: AppSocket, loaded: (page: InboxPage) => void) {
  const ended = new AbortController();
  let running = false;
  let again = false;
  let attempt = 0;
  let at = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const load = async (limit: number) => {
    clearTimeout(retry);
    again = running;
    if (running || ended.signal.aborted) return;
    running = true;
    const page = await api<InboxPage>("GET", `/api/notifications?limit=${limit}`, undefined, { signal: ended.signal }).catch(() => null);
    running = false;
    if (ended.signal.aborted) return;
    if (page) {
      attempt = 0;
      at = Date.now();
      loaded(page);
    } else if (socket.connected) retry = setTimeout(load, retryDelay(attempt++), limit);
    if (again) void load(limit);
  };
  return {
    load: (limit: number) => void load(limit),
    loadedAt: () => at,
    stop() {
      ended.abort();
      clearTimeout(retry);
    },
  };
}

type Handlers = Partial<{ [Event in Parameters<AppSocket["on"]>[0]]: Parameters<AppSocket["on"]>[1] }>;

function listenTo(socket: AppSocket, handlers: Handlers): () => void {
  const events = Object.entries(handlers) as [Parameters<AppSocket["on"]>[0], Parameters<AppSocket["on"]>[1]][];
  for (const [event, handler] of events) socket.on(event, handler);
  return () => {
    for (const [event, handler] of events) socket.off(event, handler);
  };
}

/** A page that was hidden, frozen or without a network may have missed anything. */
function watchPage({ visible, network }: { visible: () => void; network: (online: boolean) => void }): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && visible(), { signal });
  window.addEventListener("pageshow", (event) => event.persisted && visible(), { signal });
  window.addEventListener("online", () => network(true), { signal });
  window.addEventListener("offline", () => network(false), { signal });
  return () => ended.abort();
}
