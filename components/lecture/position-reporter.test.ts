import { describe, expect, it } from "vitest";
import { createPositionReporter } from "./position-reporter";
import { resumeAt } from "./resume-at";

describe("a position reporter", () => {
  it("tells a place every ten seconds while it plays, and at once when it stops, never twice the same", () => {
    const told: number[] = [];
    const keeper = createPositionReporter((seconds) => told.push(seconds));

    for (let second = 0; second <= 25; second++) keeper.playing(second);
    keeper.stopped(26);
    keeper.stopped(26);
    // A jump back of ten seconds or more is reported, too.
    keeper.playing(5);

    expect(told).toEqual([10, 20, 26, 5]);
  });
});

describe("resumeAt", () => {
  it.each([
    [null, 600, null],
    [4, 600, null],
    [41, 600, 41],
    [590, 600, null],
    [590, null, 590],
  ])("takes who left at %s of %s to %s", (seconds, duration, at) => expect(resumeAt(seconds, duration)).toBe(at));
});
