import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive } from "#components/testing.tsx";
import { ApiError } from "#lib/client/api/api.ts";
import { appendPage } from "./pages";
import { useLiveList } from "./use-live-list";

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
let live: ReturnType<typeof testLive>;
let load: () => Promise<string>;
let shown: () => string;
const outdated = () => live.retract("n1");

beforeEach(() => {
  vi.useFakeTimers();
  live = testLive();
  const { result } = renderHook(
    () => useLiveList({ queryKey: ["list"], initial: "painted", load: () => load(), invalidatedBy: ({ kind }) => kind === "removed" }),
    { wrapper: live.Live },
  );
  shown = () => result.current.list;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("a live list", () => {
  it("is what the server painted until news outdates it, and makes one fetch of a burst", async () => {
    load = vi.fn(async () => "list");
    await live.receive("users:changed");
    await pass(60_000);

    expect(load).not.toHaveBeenCalled();
    expect(shown()).toBe("painted");

    await outdated();
    await outdated();
    await pass(300);
    expect(load).toHaveBeenCalledOnce();
    expect(shown()).toBe("list");
  });

  it("fetches again if an event arrives during a request, and ends with the latest answer", async () => {
    const answers: ((list: string) => void)[] = [];
    load = () => new Promise((resolve) => answers.push(resolve));
    await outdated();
    await pass(300);
    await outdated();
    await pass(1000);
    expect(answers).toHaveLength(1);

    answers[0]?.("old");
    await pass(300);
    expect(shown()).toBe("old");
    answers[1]?.("new");
    await pass(1000);

    expect(shown()).toBe("new");
    expect(answers).toHaveLength(2);
  });

  it("asks again by itself after a failure, unless signed out", async () => {
    load = vi.fn(() => Promise.reject(new ApiError(0, "No connection to the server")));
    await outdated();
    await pass(300);
    load = vi.fn(async () => "list");
    await pass(2000);

    expect(shown()).toBe("list");

    load = vi.fn(() => Promise.reject(new ApiError(401, "Authentication required")));
    await outdated();
    await pass(60_000);
    expect(load).toHaveBeenCalledOnce();
    expect(shown()).toBe("list");
  });

  it("asks no more for a page that was left", async () => {
    load = vi.fn(() => Promise.reject(new ApiError(0, "No connection to the server")));
    await outdated();
    await pass(300);
    expect(load).toHaveBeenCalledOnce();
    cleanup();
    await pass(60_000);
    expect(load).toHaveBeenCalledOnce();
  });
});

describe("a live list that was left", () => {
  const open = (painted: { rows: string }, kind: string) => {
    const { result } = renderHook(
      () => useLiveList({ queryKey: ["rows", kind], initial: painted.rows, painted, load: () => load(), invalidatedBy: () => false }),
      { wrapper: live.Live },
    );
    return result;
  };

  it("is as it was for whoever comes back, and asked for anew; of a page that is opened anew it is what was painted", async () => {
    cleanup();
    load = vi.fn(async () => "fresh");
    const painted = { rows: "painted" };
    const first = open(painted, "all");
    act(() => void first.current.change((rows) => `${rows} and more`));
    await pass(1000);
    expect(first.current.list).toBe("painted and more");
    expect(load).not.toHaveBeenCalled();

    cleanup();
    const again = open(painted, "all");
    expect(again.current.list).toBe("painted and more");
    await pass(1000);
    expect(again.current.list).toBe("fresh");

    cleanup();
    expect(open({ rows: "painted" }, "all").current.list).toBe("painted");
    expect(open(painted, "others").current.list).toBe("painted");
  });
});

describe("a page below a list", () => {
  const row = (id: string) => ({ id });

  it("brings no row twice, and goes where the list was when it was asked for", () => {
    const list = { items: [row("a"), row("b")], cursor: "c1" };
    const page = { items: [row("b"), row("c")], cursor: null };
    expect(appendPage(list, page, "c1")).toEqual({ items: [row("a"), row("b"), row("c")], cursor: null });
    expect(appendPage(list, page, "c0")).toBe(list);
  });
});
