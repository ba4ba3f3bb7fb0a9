import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { earliestTimer } from "./earliest-timer";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the earliest timer", () => {
  it("acts again and again while it is asked to without end", () => {
    const act = vi.fn();
    const { schedule: within } = earliestTimer(act);

    for (let passed = 0; passed < 2000; passed += 50) {
      within(250);
      vi.advanceTimersByTime(50);
    }

    expect(act.mock.calls.length).toBeGreaterThanOrEqual(6);
  });

  it("acts once for a burst, at the soonest time of all, and not when it was cancelled", () => {
    const act = vi.fn();
    const { schedule: within, cancel } = earliestTimer(act);

    within(1000);
    within(200);
    within(3000);
    vi.advanceTimersByTime(199);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5000);
    expect(act).toHaveBeenCalledOnce();

    within(100);
    cancel();
    vi.advanceTimersByTime(5000);
    expect(act).toHaveBeenCalledOnce();
  });
});
