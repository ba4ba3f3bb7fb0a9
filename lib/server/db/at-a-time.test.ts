import { expect, it } from "vitest";
import { atATime } from "./at-a-time";

it("runs so many side by side, in order, and goes on after a failure", async () => {
  const turn = atATime(2);
  let running = 0;
  let most = 0;
  const begun: number[] = [];
  const work = (n: number) => async () => {
    begun.push(n);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    if (n === 1) throw new Error("no");
    return n;
  };
  const done = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => turn(work(n))));
  expect(done.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
  expect(await turn(work(5))).toBe(5);
});
