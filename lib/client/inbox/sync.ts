import type { NotificationsRead, NotificationsRemoved, SyncAnswer } from "#lib/contract/events.ts";
import type { InboxPage, Notification, NotificationEvent, Position } from "#lib/contract/notifications.ts";
import { isReceipt } from "#lib/contract/receipt.ts";
import { api } from "../api/api";
import { retryDelay } from "../backoff";
import { type ConnectionMachine, createConnection } from "../connection";
import type { AppSocket } from "../socket";
import { watchPage } from "../watch-page";
import type { InboxEvent } from "./apply-event";
import { type InboxState, isBeyondEnd, isMissing } from "./inbox-state";
import type { InboxStore } from "./inbox-store";
import { groupsOf, rowsOf } from "./inbox-threads";

type RemovedListener = (ids: string[]) => void;
type LiveListener = (notification: NotificationEvent) => void;
/** `news` is the number of unread notifications that no live event had brought. */
type CaughtUpListener = (newCount: number) => void;

export type Sync = {
  connection: ConnectionMachine["store"];
  /** Calls `listener` for each live notification, once, receipts included. Not for what a catch-up brings. @returns how to stop */
  onLive(listener: LiveListener): () => void;
  /** Calls `listener` when a notification is gone: deleted, or no longer for this user. @returns how to stop */
  onRemoved(listener: RemovedListener): () => void;
  /** Calls `listener` after the inbox was loaded anew, because other lists of the page may be behind, too. @returns how to stop */
  onCaughtUp(listener: CaughtUpListener): () => void;
  /** There is no socket yet, nor a connection. @returns how to stop */
  awaitSocket(): () => void;
  /** Listens to a socket. @returns how to stop */
  start(socket: AppSocket): () => void;
};

/** The least and the most of the list that is loaded anew. */
const pageMin = 20;
const pageMax = 100;
/** How long a gap in `seq` may come from reordering, in ms. */
const gapMs = 200;
/** How long after a catch-up a connected page that is shown again needs no other, in ms. */
const recentMs = 5000;

/** How a page of this app loads; other clients bring their own way. */
const pageByCookie = (path: string, signal: AbortSignal) => api<InboxPage>("GET", path, undefined, { signal });

/*
 *            connect                    answer
 * offline ────────────▶ catching up ────────────▶ live ──┐ event with the next seq: apply
 *    ▲                     ▲   │ no answer in 10 s   │  ◀─┘
 *    │ disconnect          │   └──▶ ask again        │ gap for 200 ms, head, page shown again, network back
 *    └─────────────────────┴─────────────────────────┘ ──▶ catching up
 */

/**
 * Keeps the inbox equal to the server's: by live events while there is a connection, and by `notifications:sync` after every doubt. A doubt
 * is a new connection, a page that was hidden or frozen, a network that is back, a gap in `seq`, or `notifications:head`. Without a
 * connection, and when the server says that too much has changed, the first page is loaded anew.
 */
export function createSync(store: InboxStore, loadPage = pageByCookie): Sync {
  const connection = createConnection();
  const live = new Set<LiveListener>();
  const removed = new Set<RemovedListener>();
  const caughtUp = new Set<CaughtUpListener>();

  function start(socket: AppSocket): () => void {
    const take = (event: InboxEvent) => store.apply(event);
    const catchUp = ({ rows, event, isNews }: Caught) => {
      const newCount = countNews(store.getState(), rows, isNews);
      take(event);
      if (socket.connected) connection.caughtUp();
      for (const listener of caughtUp) listener(newCount);
    };
    const loader = createLoader(
      () => socket.connected,
      async (signal) => {
        const caught = await ask(store.getState(), socket, loadPage, signal);
        return () => catchUp(caught);
      },
    );
    const load = () => loader.load();
    const unwatchGaps = watchGaps(store, load);

    const unlisten = listenTo(socket, {
      connect: () => {
        connection.connected();
        load();
      },
      disconnect: () => {
        loader.drop();
        connection.lost();
      },
      connect_error: () => connection.lost(),
      notification: (body: NotificationEvent) => {
        // A known one was marked unread, or is replayed, and is no news.
        const isKnown = store.getState().byId[body.id] !== undefined;
        if (take({ kind: "notification", body }) && !isKnown) for (const listener of live) listener(body);
      },
      "notifications:read": (body: NotificationsRead) => take({ kind: "read", body }),
      "notifications:removed": (body: NotificationsRemoved) => {
        take({ kind: "removed", body });
        for (const listener of removed) listener(body.ids);
      },
      "notifications:head": (body: Position) => take({ kind: "head", body }),
    });
    const unwatch = watchPage({
      visible: () => {
        if (!socket.connected || Date.now() - loader.loadedAt() > recentMs) load();
      },
      network: (online) => {
        connection.network(online);
        if (online) load();
      },
    });
    if (socket.connected) load();
    else connection.lost();

    return () => {
      for (const end of [unwatchGaps, unlisten, unwatch, loader.stop, connection.stop]) end();
    };
  }

  const awaitSocket = () => {
    connection.lost();
    return connection.stop;
  };
  const listening = <Listener>(to: Set<Listener>) => {
    return (listener: Listener) => {
      to.add(listener);
      return () => void to.delete(listener);
    };
  };
  const listeners = { onLive: listening(live), onRemoved: listening(removed), onCaughtUp: listening(caughtUp) };
  return { connection: connection.store, ...listeners, awaitSocket, start };
}

/** What a question brought: the rows, the event that applies them, and which of them no live event had. */
type Caught = { rows: Notification[]; event: InboxEvent; isNews: (seq: number) => boolean };

/** Asks what became of the inbox: over the socket what changed, or for its first page. Throws like `api`. */
async function ask(state: InboxState, socket: AppSocket, loadPage: typeof pageByCookie, signal: AbortSignal): Promise<Caught> {
  const { contiguousSeq, epoch } = state;
  const answer = socket.connected ? await askSync(socket, { since: contiguousSeq, epoch }, signal) : null;
  const isNews = (of: string) => (seq: number) => of !== epoch || seq > contiguousSeq;
  if (answer?.mode === "delta") {
    const rows = answer.changes.filter((change): change is Notification => "type" in change);
    return { rows, event: { kind: "delta", answer }, isNews: isNews(answer.epoch) };
  }
  // A snapshot does not say where the list goes on; a page does.
  const limit = Math.min(pageMax, Math.max(pageMin, groupsOf(state, rowsOf(state)).length));
  const page = await loadPage(`/api/notifications?group=thread&limit=${limit}`, signal);
  return { rows: page.notifications, event: { kind: "page", page }, isNews: isNews(page.epoch) };
}

/** How many unread notifications an answer brings. Rows beyond the end of the list do not count, because they only changed. */
function countNews(before: InboxState, rows: Notification[], isNews: Caught["isNews"]): number {
  const isUnheard = (row: Notification) => !isReceipt(row) && !before.byId[row.id] && !isBeyondEnd(before, row);
  return rows.filter((row) => !row.read && isUnheard(row) && isNews(row.seq)).length;
}

/** Loads when a gap in `seq` stays open. Returns how to stop. */
function watchGaps(store: InboxStore, load: () => void): () => void {
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = store.subscribe((state) => {
    if (gapTimer !== undefined || !isMissing(state)) return;
    gapTimer = setTimeout(() => {
      gapTimer = undefined;
      if (isMissing(store.getState())) load();
    }, gapMs);
  });
  return () => {
    clearTimeout(gapTimer);
    unsubscribe();
  };
}

/** How long an answer over the socket may take, in ms. */
const answerTimeoutMs = 10_000;

/** Asks what became of the inbox. @throws Error when the server refuses, or does not answer in time */
function askSync(socket: AppSocket, body: { since: number; epoch: string }, signal: AbortSignal): Promise<SyncAnswer> {
  return new Promise((resolve, reject) => {
    const answerTimer = setTimeout(() => reject(new Error("no answer in time")), answerTimeoutMs);
    signal.addEventListener("abort", () => {
      clearTimeout(answerTimer);
      reject(signal.reason);
    });
    socket.emit("notifications:sync", body, (answer) => {
      clearTimeout(answerTimer);
      if ("mode" in answer) resolve(answer);
      else reject(new Error(answer.error));
    });
  });
}

/**
 * Asks one at a time, and once more when it was asked for meanwhile. Asks again after a failure while connected. `ask` resolves with a
 * function that applies the answer.
 */
function createLoader(isConnected: () => boolean, ask: (signal: AbortSignal) => Promise<() => void>) {
  let ended = false;
  let running: AbortController | null = null;
  let again = false;
  let attempt = 0;
  let at = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const load = async () => {
    clearTimeout(retry);
    again = running !== null;
    if (running || ended) return;
    running = new AbortController();
    const takeIn = await ask(running.signal).catch(() => null);
    running = null;
    if (ended) return;
    if (takeIn) {
      attempt = 0;
      at = Date.now();
      takeIn();
    } else if (isConnected() && !again) retry = setTimeout(load, retryDelay(attempt++));
    if (again) void load();
  };
  return {
    load: () => void load(),
    /** The connection is gone, and with it the answer that was due over it. */
    drop: () => running?.abort(new Error("the connection is gone")),
    loadedAt: () => at,
    stop() {
      ended = true;
      running?.abort(new Error("nobody waits for it any more"));
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
