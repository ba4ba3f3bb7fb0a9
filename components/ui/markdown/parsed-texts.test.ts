import { describe, expect, it } from "vitest";
import { makeParsedTexts } from "./parsed-texts";

describe("a store of parsed texts", () => {
  it("keeps what was parsed for a text as it is, and another version in its place", () => {
    const parsed = makeParsedTexts<number>();
    parsed.keep("m1", "one", 1);
    expect(parsed.get("m1", "one")).toBe(1);
    expect(parsed.get("m1", "two")).toBeUndefined();
    expect(parsed.get("m2", "one")).toBeUndefined();

    parsed.keep("m1", "two", 2);
    expect(parsed.get("m1", "one")).toBeUndefined();
    expect(parsed.size().texts).toBe(1);
  });

  it("lets go of what was not asked for longest, and never holds more than its bytes", () => {
    const parsed = makeParsedTexts<number>(10_000);
    for (const id of ["a", "b", "c"]) parsed.keep(id, "a".repeat(10), 1);
    parsed.get("a", "a".repeat(10));
    parsed.keep("d", "a".repeat(10), 1);

    expect(["a", "b", "c", "d"].filter((id) => parsed.get(id, "a".repeat(10)) !== undefined)).toEqual(["a", "c", "d"]);

    parsed.keep("e", "a".repeat(1000), 1);
    expect(parsed.get("e", "a".repeat(1000))).toBeUndefined();
    expect(parsed.size().bytes).toBeLessThanOrEqual(10_000);
  });
});
