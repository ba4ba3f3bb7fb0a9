import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { every } from "./every";
import { log } from "./log";

describe("every", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("works each period until it is stopped, the first time when it is told", async () => {
    const work = vi.fn();
    const stop = every(100, work, "no luck", 30);
    await vi.advanceTimersByTimeAsync(29);

    expect(work).toHaveBeenCalledTimes(0);

    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(1);

    await vi.advanceTimersByTimeAsync(300);
    expect(work).toHaveBeenCalledTimes(4);

    stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(4);
  });

  it("begins nothing when it is stopped before the first time", async () => {
    const work = vi.fn();
    every(100, work, "no luck")();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).not.toHaveBeenCalled();
  });

  it("leaves out a turn while the one before is still at work", async () => {
    const work = vi.fn(() => sleepFor(250));
    const stop = every(100, work, "no luck");
    await vi.advanceTimersByTimeAsync(300);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(work).toHaveBeenCalledTimes(2);
    stop();
  });

  it("logs what fails, at once or later, and goes on", async () => {
    const said = vi.spyOn(log, "warn").mockReturnValue();
    const work = vi.fn(() => {
      if (work.mock.calls.length === 1) throw new Error("at once");
      return Promise.reject(new Error("later"));
    });
    const stop = every(100, work, "no luck");
    await vi.advanceTimersByTimeAsync(200);

    expect(said.mock.calls).toMatchObject([
      [{ err: { message: "at once" } }, "no luck"],
      [{ err: { message: "later" } }, "no luck"],
    ]);

    stop();
  });

  it("does not keep the process running", () => {
    vi.useRealTimers();
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const stop = every(10, () => undefined, "no luck");
    expect(process.getActiveResourcesInfo().filter((name) => name === "Timeout")).toHaveLength(before);
    stop();
  });

  const sleepFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
});
