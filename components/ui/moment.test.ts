import { describe, expect, it } from "vitest";
import { formatMoment, momentOfQuery, parseMoment, spokenMoment } from "./moment";

describe("formatMoment", () => {
  it.each([
    [0, "0:00"],
    [7.9, "0:07"],
    [761, "12:41"],
    [3723, "1:02:03"],
    [-3, "0:00"],
  ])("%d s is %s", (seconds, text) => expect(formatMoment(seconds)).toBe(text));
});

describe("parseMoment", () => {
  it.each([
    ["12:41", 761],
    [" 1:02:03 ", 3723],
    ["95", 95],
    ["90:00", 5400],
  ])("%s is %d s", (text, seconds) => expect(parseMoment(text)).toBe(seconds));

  it.each(["", "abc", "1:60", "1:60:00", "-4", "1:2:3:4", "12:", "1e3"])("%j is no moment", (text) => expect(parseMoment(text)).toBeNull());

  it("reads back whatever formatMoment writes", () => {
    for (let seconds = 0; seconds < 8000; seconds += 37) expect(parseMoment(formatMoment(seconds))).toBe(seconds);
  });
});

describe("spokenMoment", () => {
  it("says a moment in words", () => {
    expect(spokenMoment(761)).toBe("12 minutes 41 seconds");
    expect(spokenMoment(3601)).toBe("1 hour 1 second");
    expect(spokenMoment(0)).toBe("0 seconds");
  });
});

describe("momentOfQuery", () => {
  it("takes the moment of an address", () => {
    expect(momentOfQuery("761")).toBe(761);
    expect(momentOfQuery("761.4")).toBe(761);
    expect(momentOfQuery("90s")).toBe(90);
    expect(momentOfQuery("12:41")).toBe(761);
    expect(momentOfQuery(["5", "6"])).toBe(5);
    expect(momentOfQuery("soon")).toBeNull();
    expect(momentOfQuery(undefined)).toBeNull();
  });
});
