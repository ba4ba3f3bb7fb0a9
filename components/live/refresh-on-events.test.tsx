import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeSocket } from "#lib/client/testing";
import { RefreshOnEvents } from "./refresh-on-events";
import { RefreshOnUserChanges } from "./refresh-on-user-changes";

const refresh = vi.fn();
const { socket, receive, listeners } = fakeSocket();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));
vi.mock("./realtime-provider", () => ({ useSocket: () => socket, useOnCaughtUp: () => {}, useOnNotification: () => {} }));

let isUp = true;
beforeEach(() => {
  vi.useFakeTimers();
  isUp = true;
  vi.stubGlobal("fetch", () => (isUp ? Promise.resolve(new Response()) : Promise.reject(new TypeError("Failed to fetch"))));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  refresh.mockClear();
});
const hear = async (event: string, body?: unknown) => {
  act(() => receive(event, body));
  await vi.advanceTimersByTimeAsync(2000);
};

describe("RefreshOnEvents", () => {
  it("asks again on a page of one course for that one alone, once for a burst, and for none when it is left", async () => {
    render(<RefreshOnEvents courseId="c1" />);
    await hear("courses:changed", { courseId: "c2" });
    expect(refresh).not.toHaveBeenCalled();

    receive("courses:changed", { courseId: "c1", videoId: "v1" });
    await hear("courses:changed", { courseId: "c1", videoId: "v2" });
    expect(refresh).toHaveBeenCalledOnce();

    cleanup();
    expect(listeners()).toBe(0);
  });

  it("asks again after a lost connection, not for the first one", async () => {
    render(<RefreshOnEvents />);
    await hear("connect");
    expect(refresh).not.toHaveBeenCalled();
    await hear("disconnect");
    await hear("connect");
    expect(refresh).toHaveBeenCalledOnce();
  });

  it.each([
    ["courses:changed", <RefreshOnEvents key="1" />],
    ["users:changed", <RefreshOnUserChanges key="2" />],
  ])("leaves the page as it is while there is no server to ask, at %s", async (event, part) => {
    render(part);
    isUp = false;
    await hear(event, { courseId: "c1" });

    expect(refresh).not.toHaveBeenCalled();

    isUp = true;
    await vi.advanceTimersByTimeAsync(3000);
    expect(refresh).toHaveBeenCalledOnce();
  });
});
