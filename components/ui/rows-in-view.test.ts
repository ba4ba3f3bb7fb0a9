import { describe, expect, it } from "vitest";
import { drawnSpans, offsetsOf, type Seen, spanOf, spansWith } from "./rows-in-view";

const fewRows = 60;

const keysOf = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);
const at = (top: number, count = 10_000) => spanOf(offsetsOf(keysOf(count), new Map(), 66), top, 800, fewRows);

describe("the window of a long list", () => {
  it("is all of a short list, wherever that is", () => {
    expect(at(-5000, fewRows)).toEqual({ from: 0, to: fewRows });
    expect(at(0, 0)).toEqual({ from: 0, to: fewRows });
  });

  it("holds what is on the screen and some rows around it, at the beginning, within and at the end", () => {
    expect(at(150)).toEqual({ from: 0, to: 60 });
    const within = at(-66 * 5000);
    expect(within.from).toBeLessThanOrEqual(4982);
    expect(within.to).toBeGreaterThanOrEqual(5030);
    expect(within.to - within.from).toBeLessThanOrEqual(80);
    expect(at(-66 * 9990)).toEqual({ from: 9940, to: 10_060 });
    expect(at(-66 * 20_000)).toEqual({ from: 9940, to: 10_060 });
  });

  it("moves in steps, so that a little scrolling draws nothing", () => {
    const offsets = offsetsOf(keysOf(10_000), new Map(), 66);
    const spans = Array.from({ length: 66 * 10 }, (_, pixel) => JSON.stringify(spanOf(offsets, -66 * 5000 - pixel, 800, fewRows)));
    expect(new Set(spans).size).toBeLessThanOrEqual(3);
  });

  it("knows rows that are higher than others once they were drawn", () => {
    const heights = new Map(keysOf(100).map((key) => [key, 660]));
    expect(offsetsOf(keysOf(102), heights, 66).slice(-3)).toEqual([66_000, 66_066, 66_132]);
    const { from, to } = spanOf(offsetsOf(keysOf(10_000), heights, 66), -66_000, 800, fewRows);
    expect([from, to > 119]).toEqual([90, true]);
  });

  it("holds fewer rows of a list that is seen in a small box", () => {
    expect(spanOf(offsetsOf(keysOf(200), new Map(), 300), 150, 800, 12)).toEqual({ from: 0, to: 12 });
  });
});

describe("rows that are held", () => {
  const shown = { from: 100, to: 160 };
  const spans = (...held: number[]) => spansWith(shown, held, 300);

  it("are drawn before, within and after the window, with the rows to which Tab leads", () => {
    expect(spans()).toEqual([shown]);
    expect(spans(120)).toEqual([shown]);
    expect(spans(3)).toEqual([{ from: 2, to: 5 }, shown]);
    expect(spans(250)).toEqual([shown, { from: 249, to: 252 }]);
    expect(spans(0, 299)).toEqual([{ from: 0, to: 2 }, shown, { from: 298, to: 300 }]);
  });

  it("are drawn once, in whichever order and however near they are", () => {
    expect(spans(250, 3, 4, 3, 160, 99)).toEqual([
      { from: 2, to: 6 },
      { from: 98, to: 162 },
      { from: 249, to: 252 },
    ]);
  });
});

describe("what is drawn of a long list", () => {
  const keys = keysOf(300);
  const seen: Seen = { from: 100, to: 160, first: "100", focused: null, heights: new Map() };
  const spans = (now: string[], ...held: string[]) => drawnSpans(now, seen, held, fewRows);

  it("is its beginning until somebody has looked, or all of it where all of it was there", () => {
    expect(drawnSpans(keys, null, [], fewRows)).toEqual([{ from: 0, to: fewRows }]);
    expect(drawnSpans(keys, "all", [], fewRows)).toEqual([{ from: 0, to: 300 }]);
  });

  it("stays the same rows when others come or go before them", () => {
    expect(spans(["new", ...keys])).toEqual([{ from: 101, to: 161 }]);
    expect(spans(keys.slice(50))).toEqual([{ from: 50, to: 110 }]);
    expect(spans(keys.filter((key) => key !== "100"))).toEqual([{ from: 100, to: 160 }]);
    expect(spans(keys.slice(0, 20))).toEqual([{ from: 20, to: 20 }]);
  });

  it("has what is added to an end in view at once, so that the focus may go there", () => {
    const { from, to } = at(-66 * 280, 300);
    expect(drawnSpans(keysOf(310), { ...seen, from, to, first: `${from}` }, [], fewRows)).toEqual([{ from, to: 310 }]);
  });

  it("has the rows that are held, and no others that are gone", () => {
    expect(spans(["new", ...keys], "3", "gone")).toEqual([
      { from: 3, to: 6 },
      { from: 101, to: 161 },
    ]);
    expect(drawnSpans(keys, { ...seen, focused: "200" }, [], fewRows)).toEqual([
      { from: 100, to: 160 },
      { from: 199, to: 202 },
    ]);
  });
});
