import { describe, expect, it } from "vitest";
import { batchLoader } from "./batch-loader";

describe("a batch loader", () => {
  it("asks at once when alone, gathers what is asked meanwhile, and tells each its own", async () => {
    const reads: number[][] = [];
    const gates: (() => void)[] = [];
    const double = batchLoader(async (keys: number[]) => {
      reads.push(keys);
      await new Promise<void>((open) => gates.push(open));
      return keys.map((key) => key * 2);
    });
    const first = double(1);
    const others = [double(2), double(3)];

    expect(reads).toEqual([[1]]);

    gates[0]?.();
    expect(await first).toBe(2);
    await expect.poll(() => reads).toEqual([[1], [2, 3]]);

    gates[1]?.();
    expect(await Promise.all(others)).toEqual([4, 6]);
  });

  it("tells of a failure those who asked, and goes on", async () => {
    let away = true;
    const find = batchLoader(async (keys: string[]) => {
      await Promise.resolve();
      if (away) throw new Error("away");
      return keys;
    });
    const asked = [find("a"), find("b")];

    for (const one of asked) await expect(one).rejects.toThrow("away");

    away = false;
    expect(await find("c")).toBe("c");
  });

  it.each([
    ["keeps what is wrong with one value from those who asked for others", "22021", [["a", "bad", "b"], ["a"], ["bad"], ["b"]]],
    ["does not ask one by one a database that is away", "ECONNREFUSED", [["a", "bad", "b"]]],
  ])("%s", async (_, code, expected) => {
    const reads: string[][] = [];
    const find = batchLoader(async (keys: string[]) => {
      reads.push(keys);
      await Promise.resolve();
      if (keys.includes("bad")) throw Object.assign(new Error("not this"), { code });
      return keys.map((key) => key.toUpperCase());
    });
    const [first, ...rest] = await Promise.allSettled(["first", "a", "bad", "b"].map(find));

    expect(first).toMatchObject({ value: "FIRST" });

    const others = code === "22021" ? [{ value: "A" }, { reason: { code } }, { value: "B" }] : Array(3).fill({ reason: { code } });
    expect(rest).toMatchObject(others);
    expect(reads).toEqual([["first"], ...expected]);
  });

  it("has as many reads under way as it may, each of as many keys as it may, and the rest wait", async () => {
    const reads: number[][] = [];
    const gates: (() => void)[] = [];
    const same = batchLoader(
      async (keys: number[]) => {
        reads.push(keys);
        await new Promise<void>((open) => gates.push(open));
        return keys;
      },
      2,
      2,
    );
    const asked = Promise.all([1, 2, 3, 4, 5].map((key) => same(key)));

    expect(reads).toEqual([[1], [2]]);

    gates[1]?.();
    await expect.poll(() => reads).toEqual([[1], [2], [3, 4]]);

    gates[0]?.();
    await expect.poll(() => reads).toEqual([[1], [2], [3, 4], [5]]);

    for (const open of gates) open();
    expect(await asked).toEqual([1, 2, 3, 4, 5]);
  });
});
