import { describe, expect, it } from "vitest";
import { liftCaptions } from "./lifted-captions";

const cue = (line: number | "auto" = "auto") => ({ line, snapToLines: true, lineAlign: "start" }) as VTTCue;

describe("lift", () => {
  it("lifts captions by the controls and lets them down again", () => {
    const [mine, lifted] = [cue(), new WeakSet<VTTCue>()];
    liftCaptions([mine], 0.25, lifted);
    expect(mine).toEqual({ line: 75, snapToLines: false, lineAlign: "end" });

    // Another height of the controls, for example in full screen.
    liftCaptions([mine], 0.1, lifted);
    expect(mine.line).toBe(90);

    liftCaptions([mine], 0, lifted);
    expect(mine).toEqual(cue());
  });

  it("leaves captions where their author put them, and none above the picture", () => {
    const [placed, mine, lifted] = [cue(0), cue(), new WeakSet<VTTCue>()];
    liftCaptions([placed, mine], 2, lifted);
    expect([placed, mine.line]).toEqual([cue(0), 0]);
  });
});
