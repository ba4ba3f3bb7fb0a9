import { describe, expect, it } from "vitest";
import { testThread } from "#lib/client/testing.ts";
import { lastPassed } from "./in-video-order";

const at = (id: string, seconds: number | null) => testThread({ id, video_timestamp_seconds: seconds });

describe("lastPassed", () => {
  it("is the question whose second was passed last, in whatever order they stand", () => {
    const threads = [at("c", 300), at("none", null), at("a", 10), at("b", 90), at("b2", 90)];
    const passed = [null, 0, 10, 89, 90, 299, 5000].map((now) => lastPassed(threads, now));
    expect(passed).toEqual([null, null, "a", "a", "b", "b", "c"]);
    expect(lastPassed([], 5)).toBeNull();
  });
});
