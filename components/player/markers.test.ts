import { describe, expect, it } from "vitest";
import { testThread } from "#lib/client/testing.ts";
import { limits } from "#lib/contract/limits.ts";
import { buildMarkers } from "./markers";

const at = (id: string, seconds: number | null) => testThread({ id, video_timestamp_seconds: seconds, question_text: `question ${id}` });
const one = (seconds: number, count = 1) => ({ seconds, count });

describe("markers", () => {
  it("stand in the order of the video, near ones together, those without a moment not at all", () => {
    const threads = [at("c", 500), at("a", 100), at("x", null), at("b", 110)];
    expect(buildMarkers([one(100), one(110), one(500)], threads, 1000)).toEqual([
      { seconds: 100, until: 499, count: 2, labels: ["question a", "question b"], ids: ["a", "b"] },
      { seconds: 500, until: limits.secondsMax, count: 1, labels: ["question c"], ids: ["c"] },
    ]);
  });

  it("do not grow along the line as a group", () => {
    const markers = buildMarkers([one(0), one(20), one(40)], [at("a", 0), at("b", 20), at("c", 40)], 1000);
    expect(markers.map(({ ids }) => ids)).toEqual([["a", "b"], ["c"]]);
  });

  it("count all that were asked, not those alone that are loaded", () => {
    const markers = buildMarkers([one(100, 40), one(110, 7), one(500, 3)], [at("a", 110)], 1000);
    expect(markers.map(({ seconds, count, ids }) => [seconds, count, ids])).toEqual([
      [100, 47, ["a"]],
      [500, 3, []],
    ]);
  });

  it("are there for what was just asked before it is counted", () => {
    expect(buildMarkers([one(100, 40)], [at("new", 700)], 1000).map(({ seconds, count }) => [seconds, count])).toEqual([
      [100, 40],
      [700, 1],
    ]);
  });
});
