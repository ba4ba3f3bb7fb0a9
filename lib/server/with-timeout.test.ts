import { describe, expect, it, vi } from "vitest";
import { withTimeout } from "./with-timeout";

const forever = new Promise<never>(() => undefined);

describe("withTimeout", () => {
  it("gives the answer, or what it fails with", async () => {
    expect(await withTimeout(Promise.resolve(7), 10, "too late")).toBe(7);
    await expect(withTimeout(Promise.reject(new Error("not today")), 10, "too late")).rejects.toThrow("not today");
  });

  it("gives up after as long as it is told, in one step or several", async () => {
    for (const ms of [20, 600]) {
      const started = performance.now();
      await expect(withTimeout(forever, ms, "too late")).rejects.toThrow(/^too late$/);
      expect(performance.now() - started).toBeGreaterThan(ms - 5);
      expect(performance.now() - started).toBeLessThan(ms + 250);
    }
  });

  it("reads what arrived while the process was busy, before it gives up", async () => {
    const answer = new Promise((resolve) => setTimeout(resolve, 300, "just in time"));
    const asked = withTimeout(answer, 400, "too late");
    const busyUntil = performance.now() + 500;
    while (performance.now() < busyUntil);
    expect(await asked).toBe("just in time");
  });

  it("leaves no timer behind", async () => {
    vi.useFakeTimers();
    await withTimeout(Promise.resolve(), 1000, "too late");
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
