import { describe, expect, it } from "vitest";
import { codeLines, partsOf } from "./question-parts";

describe("partsOf", () => {
  it("takes fenced code out of the prose", () => {
    expect(partsOf("Why?\n```py\na = 1\nb = a\n```\nAnd this:\n~~~\nc\n~~~")).toEqual({
      prose: "Why?\nAnd this:",
      code: ["a = 1\nb = a", "c"],
    });
    expect(partsOf("````\n```\n````\nx")).toEqual({ prose: "x", code: ["```"] });
    expect(partsOf("Open:\n```\na")).toEqual({ prose: "Open:", code: ["a"] });
    expect(partsOf("No `code` here")).toEqual({ prose: "No `code` here", code: [] });
  });

  it("counts lines, without blank ones at the end", () => {
    expect(codeLines(["a\nb\n", null, "", "c"])).toBe(3);
  });
});
