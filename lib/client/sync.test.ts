import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { InboxPage, NotificationEvent } from "#lib/contract/notifications";
import { createInboxStore } from "./inbox-store";
import { createSync } from "./sync";
import { fakeFetch, fakeSocket, testCounts, testEpoch, testEvent, testPage, testRow } from "./testing";

let page: () => InboxPage;
let calls: { path: string }[];
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  page = () => testPage([], 0, 0);
  const wire = fakeFetch(() => page());
  calls = wire.calls;
  vi.stubGlobal("fetch", wire.fetch);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function begin() {
  const store = createInboxStore(testPage([], 0, 0));
  const sync = createSync(store);
  const wire = fakeSocket();
  const heard: NotificationEvent[] = [];
  const news: number[] = [];
  sync.onLive((event) => heard.push(event));
  sync.onCaughtUp((count) => news.push(count));
  stop = sync.start(wire.socket);
  const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { store, sync, heard, news, passed, ...wire, status: () => sync.connection.getState().status };
}

describe("events", () => {
  it("reach the store, and live listeners once", async () => {
    const { store, heard, receive } = begin();
    receive("notification", testEvent(testRow(1), 1));
    receive("notification", testEvent(testRow(1), 1));
    receive("notification", testEvent(testRow(2, { action: "thread_read" }), 1));
    expect(heard.map(({ id }) => id)).toEqual(["n1", "n2"]);
    expect(store.getState()).toMatchObject({ order: ["n1"], counts: testCounts(1) });
    receive("notifications:read", { threadId: "t1", read: true, seq: 3, epoch: testEpoch, counts: testCounts(0) });
    expect(store.getState().byId.n1?.read).toBe(true);
    receive("notifications:removed", { ids: ["n1"], seq: 4, epoch: testEpoch, counts: testCounts(0) });
    expect(store.getState().order).toEqual([]);
  });

  it("with a hole between them are a reason to load again, unless it is filled soon", async () => {
    const { store, heard, receive, passed } = begin();
    receive("notification", testEvent(testRow(2), 2));
    receive("notification", testEvent(testRow(1), 1));
    await passed(5000);
    expect(calls).toHaveLength(0);
    page = () => testPage([testRow(4), testRow(3), testRow(2), testRow(1)], 4, 4);
    receive("notification", testEvent(testRow(4), 4));
    await passed(2000);
    expect(calls).toHaveLength(1);
    expect(store.getState().order).toEqual(["n4", "n3", "n2", "n1"]);
    expect(heard.map(({ id }) => id)).toEqual(["n2", "n1", "n4"]);
  });

  it("are not listened to after the end", async () => {
    const { receive, listeners, store } = begin();
    stop();
    expect(listeners()).toBe(0);
    receive("notification", testEvent(testRow(1), 1));
    expect(store.getState().order).toEqual([]);
  });
});

describe("a connection", () => {
  it("begins with loading, and tells how much was missed", async () => {
    const { receive, passed, news, store, heard } = begin();
    page = () => testPage([testRow(3), testRow(2, { read: true }), testRow(1)], 3, 2);
    receive("connect");
    await passed(0);
    expect(store.getState().order).toEqual(["n3", "n2", "n1"]);
    expect(news).toEqual([2]);
    expect(heard).toEqual([]);
  });

  it("that fails for under 5 s is not spoken of", async () => {
    const { receive, passed, status, sync } = begin();
    const said: string[] = [];
    sync.connection.subscribe((state) => said.push(state.status));
    receive("connect");
    receive("disconnect", "transport close");
    await passed(4900);
    receive("connect");
    await passed(100);
    expect(new Set(said)).toEqual(new Set(["live"]));
    expect(status()).toBe("live");
  });

  it("that fails longer goes from reconnecting to catching up to live, and loads until it works", async () => {
    const { receive, passed, status } = begin();
    receive("connect");
    await passed(0);
    receive("disconnect", "transport close");
    await passed(5000);
    expect(status()).toBe("reconnecting");
    page = () => {
      throw new TypeError("no network");
    };
    receive("connect");
    await passed(0);
    expect(status()).toBe("catching-up");
    page = () => testPage([], 0, 0);
    await passed(6000);
    expect(status()).toBe("live");
  });

  it("without a network is offline since it was last up to date", async () => {
    const { receive, passed, status, sync } = begin();
    receive("connect");
    await passed(0);
    await passed(60_000);
    const lostAt = Date.now();
    window.dispatchEvent(new Event("offline"));
    receive("disconnect", "transport close");
    await passed(5000);
    expect(status()).toBe("offline");
    expect(sync.connection.getState().since).toBe(lostAt);
    window.dispatchEvent(new Event("online"));
    expect(status()).toBe("reconnecting");
    expect(calls).toHaveLength(2);
  });
});

it("loads again when the page is looked at again", async () => {
  const { receive, passed } = begin();
  receive("connect");
  await passed(0);
  document.dispatchEvent(new Event("visibilitychange"));
  await passed(0);
  expect(calls).toHaveLength(1);
  await passed(10_000);
  document.dispatchEvent(new Event("visibilitychange"));
  await passed(0);
  expect(calls).toHaveLength(2);
});
