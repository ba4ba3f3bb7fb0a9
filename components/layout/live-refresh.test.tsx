import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fakeSocket } from "#lib/client/testing";
import { LiveRefresh } from "./live-refresh";

const refresh = vi.fn();
const { socket, receive, listeners } = fakeSocket();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));
vi.mock("./realtime-provider", () => ({ useSocket: () => socket, useOnCaughtUp: () => {}, useOnNotification: () => {} }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  refresh.mockClear();
});
const hear = (event: string, body?: unknown) => {
  act(() => receive(event, body));
  vi.advanceTimersByTime(2000);
};

it("a page of one course asks again for that one alone, once for a burst, and for none when it is left", () => {
  render(<LiveRefresh courseId="c1" />);
  hear("courses:changed", { courseId: "c2" });
  expect(refresh).not.toHaveBeenCalled();
  receive("courses:changed", { courseId: "c1", videoId: "v1" });
  hear("courses:changed", { courseId: "c1", videoId: "v2" });
  expect(refresh).toHaveBeenCalledOnce();
  cleanup();
  expect(listeners()).toBe(0);
});

it("asks again after a lost connection, not for the first one", () => {
  render(<LiveRefresh />);
  hear("connect");
  expect(refresh).not.toHaveBeenCalled();
  hear("disconnect");
  hear("connect");
  expect(refresh).toHaveBeenCalledOnce();
});
