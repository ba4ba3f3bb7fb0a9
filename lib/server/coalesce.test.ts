import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { coalesce } from "./coalesce";

describe("coalesce", () => {
  it("makes one run for all calls before it begins, and one more for all calls during it", async () => {
    let [runs, atOnce, most] = [0, 0, 0];
    const look = coalesce(async () => {
      runs++;
      most = Math.max(most, ++atOnce);
      await sleep(10);
      atOnce--;
    });
    const first = Promise.all([look(), look(), look()]);
    await sleep(5);

    expect(runs).toBe(1);

    const second = Promise.all([look(), look()]);
    await first;
    await second;
    expect([runs, most]).toEqual([2, 1]);

    await look();
    expect(runs).toBe(3);
  });

  it("resolves with a run that began after the call", async () => {
    let stored = 0;
    let seen = 0;
    const look = coalesce(async () => {
      const found = stored;
      await sleep(5);
      seen = found;
    });
    void look();
    await sleep(1);
    stored = 7;
    await look();

    expect(seen).toBe(7);
  });

  it("tells those of a run that it failed, and runs again", async () => {
    let runs = 0;
    const look = coalesce(async () => {
      if (++runs === 1) throw new Error("not today");
    });
    const asked = [look(), look()];

    for (const one of asked) await expect(one).rejects.toThrow("not today");

    await look();
    expect(runs).toBe(2);
  });

  it("makes no key wait for another", async () => {
    const done: string[] = [];
    const settle = coalesce(async (key: string) => {
      await sleep(key === "slow" ? 20 : 0);
      done.push(key);
    });
    await Promise.all([settle("slow"), settle("quick"), settle("slow")]);
    expect(done).toEqual(["quick", "slow"]);
  });
});
