import { describe, expect, it } from "vitest";
import { charactersLeft, lengthProblem } from "./lengths";

describe("scarce", () => {
  it("speaks up in the last tenth", () => {
    expect(charactersLeft("x".repeat(89), 100)).toBeNull();
    expect(charactersLeft("x".repeat(95), 100)).toBe(5);
    expect(charactersLeft("x".repeat(103), 100)).toBe(-3);
    expect(charactersLeft("👋".repeat(50), 100)).toBeNull();
  });
});

describe("lengthProblem", () => {
  it("refuses what the server would refuse", () => {
    expect(lengthProblem("   ", 10, 50)).toBe("Write something first.");
    expect(lengthProblem(" too short ", 10, 50)).toBe("Add a bit more detail (at least 10 characters).");
    expect(lengthProblem("x".repeat(51), 10, 50)).toBe("1 character over the limit of 50.");
    expect(lengthProblem("👋".repeat(50), 10, 50)).toBeNull();
    expect(lengthProblem("\u200b".repeat(20), 10, 50)).toBe("Write something first.");
  });
});
