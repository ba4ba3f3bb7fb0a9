import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { keyedQueue } from "./keyed-queue";

describe("keyedQueue", () => {
  it("keeps the order within a key, also after a failure, and makes no key wait for another", async () => {
    const inTurn = keyedQueue();
    const done: string[] = [];
    const after = (ms: number, name: string) => async () => {
      await sleep(ms);
      done.push(name);
      return name;
    };
    const slow = inTurn("a", after(40, "slow"));
    const fails = inTurn("a", async () => Promise.reject(new Error("not today")));
    const quick = inTurn("a", after(0, "quick"));
    const other = inTurn("b", after(0, "other"));

    await expect(fails).rejects.toThrow("not today");
    expect(await Promise.all([slow, quick, other])).toEqual(["slow", "quick", "other"]);
    expect(done).toEqual(["other", "slow", "quick"]);
  });
});
