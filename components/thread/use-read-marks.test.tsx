import { act, cleanup, render } from "@testing-library/react";
import { useEffect, useRef, useState } from "react";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { ApiError } from "#lib/client/api/api.ts";
import { useReadMarks } from "./use-read-marks";

let report: (entries: { target: Element; isIntersecting: boolean }[]) => void = () => {};
const observed = new Set<Element>();
let visibility: DocumentVisibilityState = "visible";
let visible: MockInstance<() => DocumentVisibilityState>;

class Observer {
  constructor(callback: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
    report = callback;
  }
  observe(end: Element) {
    observed.add(end);
  }
  disconnect() {}
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("IntersectionObserver", Observer);
  visibility = "visible";
  visible = vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  visible.mockRestore();
  vi.unstubAllGlobals();
});

type ThreadProps = { ids: string[]; drawn?: string[]; unreadAt: number; onRead: (id: string) => Promise<unknown> };

function Thread({ ids, drawn = ids, unreadAt, onRead }: ThreadProps) {
  const list = useRef<HTMLDivElement>(null);
  const [store] = useState(() => createStore<number>(() => unreadAt));
  useEffect(() => store.setState(unreadAt, true), [store, unreadAt]);
  useReadMarks({ list, ids, unreadAt: store, onRead });
  return (
    <div ref={list}>
      {drawn.map((id) => (
        <span key={id} data-message-end={id} />
      ))}
    </div>
  );
}

const show = (...ids: string[]) =>
  act(() => {
    report(
      [...document.querySelectorAll("[data-message-end]")].map((target) => ({
        target,
        isIntersecting: ids.includes(target.getAttribute("data-message-end") ?? ""),
      })),
    );
  });
const wait = () => act(() => vi.advanceTimersByTimeAsync(500));

describe("useReadMarks", () => {
  it("looks at messages that are drawn later, as those of a long discussion are", async () => {
    const ids = ["a", "b", "c"];
    const { rerender } = render(<Thread ids={ids} drawn={["c"]} unreadAt={1} onRead={async () => {}} />);
    rerender(<Thread ids={ids} drawn={["a", "b", "c"]} unreadAt={1} onRead={async () => {}} />);
    await wait();
    expect([...document.querySelectorAll("[data-message-end]")].every((end) => observed.has(end))).toBe(true);
  });

  it("reads up to the last message that was on screen, once", async () => {
    const onRead = vi.fn(async () => {});
    render(<Thread ids={["a", "b", "c"]} unreadAt={1} onRead={onRead} />);
    show("a", "b");
    await wait();
    show("a");
    await wait();

    expect(onRead.mock.calls).toEqual([["b"]]);

    show("c");
    await wait();
    expect(onRead.mock.calls).toEqual([["b"], ["c"]]);
  });

  it("reads nothing in a hidden page, and nothing when all is read", async () => {
    const onRead = vi.fn(async () => {});
    visibility = "hidden";
    const { rerender } = render(<Thread ids={["a"]} unreadAt={1} onRead={onRead} />);
    show("a");
    await wait();
    visibility = "visible";
    rerender(<Thread ids={["a"]} unreadAt={0} onRead={onRead} />);
    show("a");
    await wait();

    expect(onRead).not.toHaveBeenCalled();
  });

  it("says it again when it is unread anew, with a change or after all was read", async () => {
    const onRead = vi.fn(async (_id: string) => {});
    const { rerender } = render(<Thread ids={["a"]} unreadAt={1} onRead={onRead} />);

    show("a");
    await wait();
    rerender(<Thread ids={["a"]} unreadAt={7} onRead={onRead} />);
    await wait();

    expect(onRead).toHaveBeenCalledTimes(2);

    rerender(<Thread ids={["a"]} unreadAt={0} onRead={onRead} />);
    rerender(<Thread ids={["a"]} unreadAt={8} onRead={onRead} />);
    await wait();

    expect(onRead).toHaveBeenCalledTimes(3);
  });

  it("says nothing again to a server that refused it", async () => {
    const onRead = vi.fn(() => Promise.reject(new ApiError(404, "Thread not found")));
    render(<Thread ids={["a"]} unreadAt={1} onRead={onRead} />);
    show("a");
    await act(() => vi.advanceTimersByTimeAsync(600_000));
    expect(onRead).toHaveBeenCalledTimes(1);
  });

  it("says by itself again what was not taken", async () => {
    const onRead = vi.fn(async (_id: string) => {});
    onRead.mockRejectedValueOnce(new Error("offline")).mockRejectedValueOnce(new Error("offline"));
    render(<Thread ids={["a"]} unreadAt={1} onRead={onRead} />);
    show("a");
    await wait();

    expect(onRead).toHaveBeenCalledTimes(1);

    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(onRead.mock.calls).toEqual([["a"], ["a"], ["a"]]);
  });
});
