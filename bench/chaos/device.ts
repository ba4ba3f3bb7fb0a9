import { io } from "socket.io-client";
import { createInboxStore, type InboxStore } from "#lib/client/inbox/inbox-store.ts";
import { createSync } from "#lib/client/inbox/sync.ts";
import type { AppSocket } from "#lib/client/socket.ts";
import type { InboxPage, NotificationEvent } from "#lib/contract/notifications.ts";
import type { Pair } from "../pairs";
import { emptyStore, truth, type World } from "./world";

/** The browser's sync asks the page whether it is looked at; here nobody looks, nothing happens to it, and it holds on to no listener. */
export function pretendToBeAPage(): void {
  const page = { visibilityState: "visible", addEventListener: () => undefined, removeEventListener: () => undefined };
  Object.assign(globalThis, { document: globalThis.document ?? page, window: globalThis.window ?? page });
}

/** A device of someone: the app's own sync, reducer and store over a real socket, or a client that never syncs. */
export type Device = {
  pair: Pair;
  socket: AppSocket;
  store: InboxStore;
  /** How often each notification was told as new. */
  deliveries: Map<string, number>;
  /** All ids that came with any event. */
  receivedIds: Set<string>;
  /** The time from each reconnection to the answer of its sync, in ms. */
  catchUps: number[];
  /** Cuts the connection without a close frame, as a lost network does. */
  cut(): void;
  close(): void;
};

/** Where devices find a server, whichever process it is in; asked anew with each return. */
type Served = Pick<World, "epoch"> & { apps: { url: string }[] };
type Options = { reconnectionDelay?: number; syncs?: boolean; initial?: InboxPage };

/** A device that is opened now: as a page does, it begins with the first page of the list. */
export async function openDeviceNow(world: Served, pair: Pair, reconnectionDelay?: number): Promise<Device> {
  return openDevice(world, pair, {
    ...(reconnectionDelay && { reconnectionDelay }),
    initial: await loadPage(world, pair, "/api/notifications?limit=100"),
  });
}

/** By rows where the app asks by threads: each notification is to be looked for. */
async function loadPage(world: Served, pair: Pair, path: string, signal?: AbortSignal): Promise<InboxPage> {
  const response = await fetch(anyOf(world.apps).url + path.replace("group=thread&", ""), {
    headers: { authorization: `Bearer ${pair.lecturer.token}` },
    ...(signal && { signal }),
  });
  if (!response.ok) throw new Error(`${response.status} to ${path}`);
  return ((await response.json()) as { data: InboxPage }).data;
}

const anyOf = <Item>(items: Item[]): Item => items[Math.floor(Math.random() * items.length)] as Item;

export function openDevice(world: Served, pair: Pair, options: Options = {}): Device {
  const { reconnectionDelay = 300, syncs = true, initial } = options;
  pretendToBeAPage();
  let at = Math.floor(Math.random() * world.apps.length);
  const url = () => (world.apps[at] as { url: string }).url;
  /** As behind a balancer: after a connection that is refused or lost the next process is tried. */
  const next = () => {
    at = (at + 1) % world.apps.length;
    (socket.io as unknown as { uri: string }).uri = url();
  };
  const socket: AppSocket = io(url(), {
    auth: { token: pair.lecturer.token },
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay,
    reconnectionDelayMax: reconnectionDelay,
    randomizationFactor: 0.25,
  });
  const store = initial ? createInboxStore(initial) : emptyStore(world.epoch);
  const deliveries = new Map<string, number>();
  const receivedIds = new Set<string>();
  const catchUps: number[] = [];
  let connectedAt = 0;
  let returns = false;
  const countDelivery = (event: NotificationEvent) => deliveries.set(event.id, (deliveries.get(event.id) ?? 0) + 1);
  socket.on("notification", (event) => void receivedIds.add(event.id));
  socket.on("connect", () => {
    connectedAt = returns ? performance.now() : 0;
    returns = true;
  });
  socket.on("disconnect", (reason) => {
    next();
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), reconnectionDelay);
  });
  // A handshake that the server refused, because the database was away say, is tried again, as the app does.
  socket.on("connect_error", () => {
    next();
    if (!socket.active) setTimeout(() => socket.connect(), reconnectionDelay);
  });
  let stop = () => undefined as unknown;
  if (syncs) {
    const sync = createSync(store, (path, signal) => loadPage(world, pair, path, signal));
    sync.onLive(countDelivery);
    sync.onCaughtUp(() => {
      if (connectedAt > 0) catchUps.push(performance.now() - connectedAt);
      connectedAt = 0;
    });
    stop = sync.start(socket);
  } else socket.on("notification", countDelivery);
  return {
    pair,
    socket,
    store,
    deliveries,
    receivedIds,
    catchUps,
    cut: () => (socket.io.engine?.transport as unknown as { ws?: { _socket?: { destroy(): void } } } | undefined)?.ws?._socket?.destroy(),
    close() {
      stop();
      socket.disconnect();
    },
  };
}

export type Verdict = { wanted: number; lost: number; doubled: number; wrong: number; settledIn: number };

/**
 * Waits until every device is where the database is, or `patience` (ms) is over, and compares: what is missing, what was told twice, which
 * lists or badges differ.
 */
export async function judge(world: World, devices: Device[], patience = 20_000): Promise<Verdict> {
  const from = Date.now();
  const verdict: Verdict = { wanted: 0, lost: 0, doubled: 0, wrong: 0, settledIn: 0 };
  for (const device of devices) {
    const { ids, seq, unread } = await truth(world, device.pair.lecturer.user.id);
    const state = device.store.getState;
    while (state().contiguousSeq < seq && Date.now() - from < patience) await new Promise((resolve) => setTimeout(resolve, 20));
    const { order, counts, nextCursor } = state();
    // A list that goes on elsewhere is compared as far as it reaches.
    const wanted = nextCursor === null ? ids : ids.slice(0, order.length);
    verdict.wanted += wanted.length;
    const there = new Set(order);
    verdict.lost += wanted.filter((id) => !there.has(id)).length;
    verdict.doubled += [...device.deliveries.values()].filter((times) => times > 1).length + (order.length - there.size);
    if (order.join() !== wanted.join() || counts.unread !== Math.min(100, unread)) verdict.wrong++;
  }
  verdict.settledIn = Date.now() - from;
  return verdict;
}
