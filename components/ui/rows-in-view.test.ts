import { describe, expect, it } from "vitest";
import { fewRows, offsetsOf, spanOf, spansWith } from "./use-rows-in-view";

const keysOf = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);
const at = (top: number, count = 10_000) => spanOf(offsetsOf(keysOf(count), new Map(), 66), top, 800);

describe("the window of a long list", () => {
  it("is all of a short list, wherever that is", () => {
    expect(at(-5000, fewRows)).toEqual({ from: 0, to: fewRows });
    expect(at(0, 0)).toEqual({ from: 0, to: 0 });
  });

  it("holds what is on the screen and some rows around it, at the beginning, within and at the end", () => {
    expect(at(150)).toEqual({ from: 0, to: 60 });
    const within = at(-66 * 5000);
    expect(within.from).toBeLessThanOrEqual(4982);
    expect(within.to).toBeGreaterThanOrEqual(5030);
    expect(within.to - within.from).toBeLessThanOrEqual(80);
    expect(at(-66 * 9990)).toEqual({ from: 9940, to: 10_000 });
    expect(at(-66 * 20_000)).toEqual({ from: 9940, to: 10_000 });
  });

  it("moves in steps, so that a little scrolling draws nothing", () => {
    const offsets = offsetsOf(keysOf(10_000), new Map(), 66);
    const spans = Array.from({ length: 66 * 10 }, (_, pixel) => JSON.stringify(spanOf(offsets, -66 * 5000 - pixel, 800)));
    expect(new Set(spans).size).toBeLessThanOrEqual(3);
  });

  it("knows rows that are higher than others once they were drawn", () => {
    const heights = new Map(keysOf(100).map((key) => [key, 660]));
    expect(offsetsOf(keysOf(102), heights, 66).slice(-3)).toEqual([66_000, 66_066, 66_132]);
    const { from, to } = spanOf(offsetsOf(keysOf(10_000), heights, 66), -66_000, 800);
    expect([from, to > 119]).toEqual([90, true]);
  });

  it("keeps the row with the focus, before, within and after it", () => {
    const shown = { from: 100, to: 160 };
    expect(spansWith(shown, -1)).toEqual([shown]);
    expect(spansWith(shown, 120)).toEqual([shown]);
    expect(spansWith(shown, 3)).toEqual([{ from: 3, to: 4 }, shown]);
    expect(spansWith(shown, 160)).toEqual([shown, { from: 160, to: 161 }]);
  });
});
