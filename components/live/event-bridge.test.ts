import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive } from "#components/testing.tsx";
import { testRow } from "#lib/client/testing.ts";
import type { ListEvent } from "./queries";
import { useLiveList } from "./use-live-list";

let live: ReturnType<typeof testLive>;
let heard: ListEvent[];
const load = vi.fn(async () => "anew");

beforeEach(() => {
  vi.useFakeTimers();
  load.mockClear();
  heard = [];
  live = testLive();
  const invalidatedBy = (news: ListEvent) => heard.push(news) > 0;
  renderHook(() => useLiveList({ queryKey: ["list"], initial: "painted", load, invalidatedBy }), { wrapper: live.Live });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const kinds = () => heard.map(({ kind }) => kind);

describe("the bridge from news to lists", () => {
  it("tells the lists on screen what the socket and the inbox say, in one fetch", async () => {
    await live.connect();
    await pass(10);

    expect(kinds()).toEqual(["caught_up"]);

    await live.receive("users:changed");
    await live.notify(testRow(1));
    expect(kinds()).toEqual(["caught_up", "users", "unread_threads", "notification"]);

    await live.retract("n1");
    expect(kinds().slice(4)).toEqual(["unread_threads", "removed"]);
    expect(load).not.toHaveBeenCalled();

    await pass(300);
    expect(load).toHaveBeenCalledOnce();
  });

  it("keeps lists up to date while news never stops, also where answers are slow", async () => {
    load.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 400, "anew")));
    for (let passed = 0; passed < 3000; passed += 100) {
      await live.receive("users:changed");
      await pass(100);
    }
    expect(load.mock.calls.length).toBeGreaterThanOrEqual(4);
    expect(load.mock.calls.length).toBeLessThanOrEqual(8);

    // News that come while a list is being fetched cause another fetch.
    await pass(2000);
    const calls = load.mock.calls.length;
    await live.receive("users:changed");
    await pass(260);
    await live.receive("users:changed");
    await pass(2000);
    expect(load.mock.calls.length).toBe(calls + 2);
    load.mockImplementation(async () => "anew");
  });

  it("lets the people of a course ask one after the other", async () => {
    const random = vi.spyOn(Math, "random").mockReturnValue(0.5);
    await live.receive("courses:changed", { courseId: "c1" });
    await pass(900);
    expect(load).not.toHaveBeenCalled();
    await pass(200);
    expect(load).toHaveBeenCalledOnce();
    random.mockRestore();
  });

  it("ends with the page", async () => {
    cleanup();
    expect(live.listeners()).toBe(0);
    await live.receive("users:changed");
    expect(heard).toEqual([]);
  });
});
