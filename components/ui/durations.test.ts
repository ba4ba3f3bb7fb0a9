import { describe, expect, it } from "vitest";
import { formatAgo, formatShare, formatSpan } from "./durations";

describe("formatSpan", () => {
  it.each([
    [0, "0 s"],
    [45.4, "45 s"],
    [60, "1 min"],
    [3599, "59 min"],
    [3600, "1 h"],
    [12_000, "3 h 20 min"],
    [86_400, "1 d"],
    [187_200, "2 d 4 h"],
  ])("writes %d s as %s", (seconds, text) => expect(formatSpan(seconds)).toBe(text));
});

describe("formatAgo", () => {
  it.each([
    [-5, "just now"],
    [59, "just now"],
    [300, "5 min ago"],
    [10_800, "3 h ago"],
    [200_000, "2 d ago"],
    [700_000, null],
  ])("calls %d s ago %s", (seconds, text) => expect(formatAgo(seconds)).toBe(text));
});

describe("formatShare", () => {
  it.each([
    [0, "0 %"],
    [0.001, "1 %"],
    [0.5, "50 %"],
    [0.999, "99 %"],
    [1, "100 %"],
  ])("writes %d as %s", (share, text) => expect(formatShare(share)).toBe(text));
});
