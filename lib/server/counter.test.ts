import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import { Counter } from "./counter";

describe("a counter", () => {
  it("counts in windows that begin with the first act", () => {
    vi.useFakeTimers();
    const counter = new Counter(1000);
    expect(counter.get("a")).toBeNull();

    counter.add("a");
    vi.advanceTimersByTime(600);
    expect(counter.add("a")).toEqual({ count: 2, msBeforeNext: 400 });
    expect(counter.add("b")).toEqual({ count: 1, msBeforeNext: 1000 });
    expect(counter.add("a", -5).count).toBe(0);

    vi.advanceTimersByTime(400);
    expect(counter.get("a")).toBeNull();

    counter.delete("b");
    expect(counter.size).toBe(0);

    vi.useRealTimers();
  });

  it("holds as many keys as it may and forgets those counted longest ago: 300,000 invented ones cost under 64 MB", () => {
    const few = new Counter(60_000, 4);
    for (const key of ["a", "b", "a", "c", "a", "d"]) few.add(key);
    expect([few.get("a")?.count, few.get("b")]).toEqual([3, null]);

    const many = new Counter(60_000);
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < 300_000; n++) many.add(`invented-${n}@test.example|198.51.100.7`);

    expect(many.size).toBeLessThanOrEqual(50_000);

    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });
});
