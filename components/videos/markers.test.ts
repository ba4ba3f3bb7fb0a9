import { expect, it } from "vitest";
import type { Thread } from "#lib/contract/discussions";
import { markersOf } from "./markers";

const at = (id: string, seconds: number | null) => ({ id, video_timestamp_seconds: seconds, question_text: `question ${id}` }) as Thread;

it("stand in the order of the video, near ones together, those without a moment not at all", () => {
  expect(markersOf([at("c", 500), at("a", 100), at("x", null), at("b", 110)], 1000)).toEqual([
    { seconds: 100, labels: ["question a", "question b"], ids: ["a", "b"] },
    { seconds: 500, labels: ["question c"], ids: ["c"] },
  ]);
});

it("a group does not grow along the line", () => {
  expect(markersOf([at("a", 0), at("b", 20), at("c", 40)], 1000).map(({ ids }) => ids)).toEqual([["a", "b"], ["c"]]);
});
