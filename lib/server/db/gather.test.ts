import { expect, it } from "vitest";
import { gather } from "./gather";

it("asks at once when alone, gathers what is asked meanwhile, and tells each its own", async () => {
  const reads: number[][] = [];
  const gates: (() => void)[] = [];
  const double = gather(async (keys: number[]) => {
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
  const find = gather(async (keys: string[]) => {
    await Promise.resolve();
    if (away) throw new Error("away");
    return keys;
  });
  const asked = [find("a"), find("b")];
  for (const one of asked) await expect(one).rejects.toThrow("away");
  away = false;
  expect(await find("c")).toBe("c");
});
