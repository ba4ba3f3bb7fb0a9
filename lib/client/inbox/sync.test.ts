import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SyncAnswer } from "#lib/contract/events.ts";
import type { InboxPage, NotificationEvent } from "#lib/contract/notifications.ts";
import { fakeFetch, fakeSocket, testCounts, testDelta, testEpoch, testEvent, testPage, testRow } from "../testing";
import { createInboxStore } from "./inbox-store";
import { createSync } from "./sync";

let page: () => InboxPage;
/** Makes the server's answer to a sync. */
let delta: () => SyncAnswer | { ok: false; error: string };
let calls: { path: string }[];
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  page = () => testPage([], 0, 0);
  delta = () => testDelta([], 0, 0);
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
  const removed: string[][] = [];
  sync.onRemoved((ids) => removed.push(ids));
  sync.onLive((event) => heard.push(event));
  sync.onCaughtUp((count) => news.push(count));
  stop = sync.start(wire.socket);
  wire.answers.set("notifications:sync", () => delta());
  const syncs = () => wire.sent.filter(({ event }) => event === "notifications:sync").map(({ body }) => body);
  const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { store, sync, heard, news, removed, passed, syncs, ...wire, status: () => sync.connection.getState().status };
}

describe("events", () => {
  it("reach the store, and live listeners once", async () => {
    const { store, heard, removed, receive } = begin();
    receive("notification", testEvent(testRow(1), 1));
    receive("notification", testEvent(testRow(1), 1));
    receive("notification", testEvent(testRow(2, { action: "thread_read" }), 1));

    expect(heard.map(({ id }) => id)).toEqual(["n1", "n2"]);
    expect(store.getState()).toMatchObject({ order: ["n1"], counts: testCounts(1) });

    receive("notifications:read", { threadId: "t1", read: true, seq: 3, epoch: testEpoch, counts: testCounts(0) });
    expect(store.getState().byId.n1?.read).toBe(true);

    receive("notifications:removed", { ids: ["n1"], seq: 4, epoch: testEpoch, counts: testCounts(0) });
    expect(store.getState().order).toEqual([]);
    expect(removed).toEqual([["n1"]]);
  });

  it("with a gap between them are a reason to sync, unless it is filled within 200 ms", async () => {
    const { store, heard, receive, passed, syncs } = begin();
    receive("connect");
    await passed(0);
    receive("notification", testEvent(testRow(2), 2));
    await passed(190);
    receive("notification", testEvent(testRow(1), 1));
    await passed(5000);

    expect(syncs()).toEqual([{ since: 0, epoch: testEpoch }]);

    delta = () => testDelta([testRow(3), testRow(4)], 4, 4);
    receive("notification", testEvent(testRow(4), 4));
    await passed(190);

    expect(syncs()).toHaveLength(1);

    await passed(20);
    expect(syncs().at(-1)).toEqual({ since: 2, epoch: testEpoch });
    expect(store.getState()).toMatchObject({ order: ["n4", "n3", "n2", "n1"], contiguousSeq: 4 });
    expect(heard.map(({ id }) => id)).toEqual(["n2", "n1", "n4"]);
    expect(calls).toHaveLength(0);
  });

  it("that say how far the inbox is are a reason to sync", async () => {
    const { store, receive, passed, news } = begin();
    receive("connect");
    await passed(0);
    delta = () => testDelta([testRow(9)], 9, 1);
    receive("notifications:head", { seq: 9, epoch: testEpoch });
    await passed(250);

    expect(store.getState().order).toEqual(["n9"]);
    expect(news).toEqual([0, 1]);
  });

  it("that change what is older than the list are no news", async () => {
    const { receive, passed, news, store } = begin();
    page = () => testPage([testRow(50)], 50, 9, "further back");
    store.apply({ kind: "page", page: page() });
    receive("connect");
    await passed(0);
    delta = () => testDelta([{ ...testRow(3), seq: 51 }, testRow(52)], 52, 10);
    receive("notifications:head", { seq: 52, epoch: testEpoch });
    await passed(250);

    expect(store.getState().order).toEqual(["n52", "n50"]);
    expect(news).toEqual([0, 1]);
  });

  it("about what is known already are no news", async () => {
    const { receive, heard } = begin();
    receive("notification", testEvent(testRow(1), 1));
    receive("notifications:read", { ids: ["n1"], read: true, seq: 2, epoch: testEpoch, counts: testCounts(0) });
    receive("notification", testEvent({ ...testRow(1), seq: 3 }, 1));
    expect(heard).toHaveLength(1);
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
  it("begins with a sync, and tells how much was missed", async () => {
    const { receive, passed, news, store, heard } = begin();
    delta = () => testDelta([testRow(1), testRow(2, { read: true }), testRow(3)], 3, 2);
    receive("connect");
    await passed(0);

    expect(store.getState().order).toEqual(["n3", "n2", "n1"]);
    expect(news).toEqual([2]);
    expect(heard).toEqual([]);
    expect(calls).toHaveLength(0);
  });

  it("that missed too much loads the first page anew", async () => {
    const { receive, passed, news, store } = begin();
    const { counts, seq, epoch, notifications } = testPage([testRow(900)], 900, 1);

    delta = () => ({ mode: "snapshot", notifications, counts, seq, epoch });
    page = () => testPage([testRow(900)], 900, 1, "further back");
    receive("connect");
    await passed(0);

    expect(store.getState()).toMatchObject({ order: ["n900"], contiguousSeq: 900, nextCursor: "further back" });
    expect(news).toEqual([1]);
  });

  it("that ends takes an unanswered sync with it; the next one asks again", async () => {
    const { receive, passed, syncs, answers, status } = begin();
    answers.delete("notifications:sync");
    receive("connect");
    await passed(100);
    receive("disconnect", "transport close");
    answers.set("notifications:sync", () => delta());
    receive("connect");
    await passed(0);

    expect(syncs()).toHaveLength(2);
    expect(status()).toBe("live");
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

  it("that fails longer goes from reconnecting to catching up to live, and asks until it is answered", async () => {
    const { receive, passed, status } = begin();
    receive("connect");
    await passed(0);
    receive("disconnect", "transport close");
    await passed(5000);

    expect(status()).toBe("reconnecting");

    delta = () => ({ ok: false, error: "Something went wrong on our side. Try again." });
    receive("connect");
    await passed(0);

    expect(status()).toBe("catching-up");

    delta = () => testDelta([], 0, 0);
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
    // Without a connection the sync is a request.
    expect(calls).toHaveLength(1);
  });
});

describe("a page", () => {
  it("syncs again when it is looked at again", async () => {
    const { receive, passed, syncs } = begin();
    receive("connect");
    await passed(0);
    document.dispatchEvent(new Event("visibilitychange"));
    await passed(0);

    expect(syncs()).toHaveLength(1);

    await passed(10_000);
    document.dispatchEvent(new Event("visibilitychange"));
    await passed(0);

    expect(syncs()).toHaveLength(2);
  });
});
