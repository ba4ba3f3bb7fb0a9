import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive } from "#components/testing.tsx";
import { testDelta } from "#lib/client/testing.ts";
import { ConnectionStatus } from "./connection-status";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("ConnectionStatus", () => {
  it("announces that the connection is gone, and that it is back, but nothing while it was never away", async () => {
    const live = testLive();
    const said = () => screen.getByRole("status").textContent;
    render(<ConnectionStatus />, { wrapper: live.Live });
    await live.connect();

    expect(said()).toBe("");

    await live.receive("disconnect");
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(said()).toBe("Reconnecting…");

    live.answers.delete("notifications:sync");
    await live.connect();
    expect(said()).toBe("Catching up…");

    await live.receive("disconnect");
    act(() => void window.dispatchEvent(new Event("offline")));
    expect(said()).toMatch(/^Offline · last updated \d{1,2}:\d\d/);

    act(() => void window.dispatchEvent(new Event("online")));
    live.answers.set("notifications:sync", () => testDelta([], 0, 0));
    await live.connect();
    expect(said()).toBe("Connected again.");
  });
});
