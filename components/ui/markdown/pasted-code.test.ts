import { describe, expect, it } from "vitest";
import { fencePastedCode } from "./pasted-code";

describe("fencePastedCode", () => {
  it.each([
    ["a prompt with what it printed", "Why?\n\n>>> x = 1\n>>> x\n1\n\nThanks", "Why?\n\n```\n>>> x = 1\n>>> x\n1\n```\n\nThanks"],
    ["a prompt right below a sentence", "Why?\n>>> x", "Why?\n```\n>>> x\n```"],
    ["prompts with an empty line between", ">>> x\n\n>>> y", "```\n>>> x\n\n>>> y\n```"],
    ["a function", "See\ndef f(x):\n  return x\n\n  # more\nf(1)\n\nend", "See\n```\ndef f(x):\n  return x\n\n  # more\nf(1)\n```\n\nend"],
    ["braces", "int main() {\n  return 0;\n}", "```\nint main() {\n  return 0;\n}\n```"],
    ["code with a fence's mark in it", ">>> '```'", "````\n>>> '```'\n````"],
  ])("keeps %s between fences", (_what, text, fenced) => expect(fencePastedCode(text)).toBe(fenced));

  it.each([
    "plain",
    "```\n>>> x\n```",
    "~~~\n```\n>>> x\n~~~",
    "> quoted\n> more",
    "> > > deep",
    "For these:\n  - one\n  - two",
    "if so:\nwhat then?",
    "a >>> b",
  ])("leaves %j as it is", (text) => expect(fencePastedCode(text)).toBe(text));

  it("takes code after a fence for code again", () => expect(fencePastedCode("```\na\n```\n>>> x")).toBe("```\na\n```\n```\n>>> x\n```"));

  it("takes no longer than its length for lines made to be slow", () => {
    // The shortest of three, because a busy machine may stop this thread in some of them.
    const took = [1, 2, 3].map(() => {
      const started = performance.now();
      for (const line of [" ", "{ ", ": ", "#", "`", "if : ", ">>> "])
        fencePastedCode(`${line.repeat(20_000)}x\n  ${line.repeat(20_000)}\n`.repeat(3));
      return performance.now() - started;
    });

    expect(Math.min(...took)).toBeLessThan(2000);
  });
});
