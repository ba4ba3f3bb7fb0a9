import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { testLive } from "#components/testing.tsx";
import { testThread } from "#lib/client/testing.ts";
import { inVideoOrder } from "./in-video-order";
import { useVideoThreads } from "./video-threads";

const wire = vi.hoisted(() => ({ calls: [] as string[], total: 250 }));
const thread = (n: number) => testThread({ id: `t${n}`, video_timestamp_seconds: n % 100 });
const noRail = { current: null };
const from = (first: number, count: number) => Array.from({ length: count }, (_, n) => thread(first + n));

vi.mock("#lib/client/api/api.ts", async (original) => ({
  ...(await original<object>()),
  api: async (_method: string, path: string) => {
    wire.calls.push(path);
    if (path.startsWith("/api/discussions/threads/")) return { ...thread(240), status: "resolved", messages: [] };
    return { total: wire.total, moments: [] };
  },
  apiPage: async (path: string) => {
    wire.calls.push(path);
    return path.includes("cursor=c1") ? { items: from(100, 100), next_cursor: "c2" } : { items: from(0, 100), next_cursor: "c1" };
  },
}));
afterEach(cleanup);

describe("useVideoThreads", () => {
  it("counts all, loads on, and keeps what was loaded when something happens", async () => {
    const live = testLive();
    const first = { items: from(0, 100), cursor: "c1", total: 250, moments: [], only: null };
    const { result } = renderHook(() => useVideoThreads("v", first, noRail), { wrapper: live.Live });
    expect([result.current.total, result.current.threads.length]).toEqual([250, 100]);

    act(() => result.current.end.more());
    await waitFor(() => expect([result.current.threads.length, result.current.cursor]).toEqual([200, "c2"]));

    // Rows of the first page keep their place, although rows of the second page are at the same moments.
    const order = () => inVideoOrder(result.current.threads, result.current.turnOf).map(({ id }) => id);
    expect(order()).toEqual(from(0, 200).map(({ id }) => id));

    wire.calls = [];
    wire.total = 251;
    await live.retract("n1");
    await waitFor(() => expect(wire.calls).toHaveLength(3));
    await waitFor(() => expect(result.current.total).toBe(251));
    expect(wire.calls).toContain("/api/videos/v/moments");
    expect([result.current.total, result.current.threads.length, result.current.cursor]).toEqual([251, 200, "c2"]);
    expect(order()).toEqual(from(0, 200).map(({ id }) => id));
  });

  it("holds one that was asked for, however far back it is, once and as it is now", async () => {
    const live = testLive();
    const first = { items: from(0, 100), cursor: "c1", total: 250, moments: [], only: null };
    const { result } = renderHook(() => useVideoThreads("v", first, noRail, thread(240)), { wrapper: live.Live });
    const asked = () => result.current.threads.filter(({ id }) => id === "t240");
    expect([result.current.threads.length, asked()[0]?.status]).toEqual([101, "open"]);

    await live.retract("n1");
    await waitFor(() => expect(asked().map(({ status }) => status)).toEqual(["resolved"]));
    expect(result.current.threads).toHaveLength(101);

    const { result: among } = renderHook(() => useVideoThreads("v", first, noRail, thread(40)), { wrapper: live.Live });
    expect(among.current.threads).toHaveLength(100);
  });
});
