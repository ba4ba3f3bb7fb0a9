import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hostileTexts } from "#lib/testing/hostile-text.ts";
import { costMax, markdownCost, serverCostMax } from "./markdown-cost";
import { partsCost } from "./parts-cost";

const lines = (count: number, line: (n: number) => string) => Array.from({ length: count }, (_, n) => line(n)).join("\n");
const code = readFileSync(`${import.meta.dirname}/../../../lib/client/thread/thread-state.ts`, "utf8").slice(0, 4900);

describe("ordinary Markdown is parsed", () => {
  it.each([
    ["a sentence with code", "Why does `a[i]` give an **IndexError**, see [the slides](https://example.edu/a)?"],
    ["a long block of code", `Look:\n\n\`\`\`ts\n${code}\n\`\`\`\n\nWhy?`],
    ["code that is not fenced", code.slice(0, 4000)],
    ["a list of four levels", lines(40, (n) => `${"  ".repeat(n % 4)}- point ${n} of what I *tried*`)],
    ["a numbered list", lines(50, (n) => `${n + 1}. step number ${n}`)],
    ["a table of twelve columns", `|${"head|".repeat(12)}\n|${"---|".repeat(12)}\n${lines(12, () => `|${"a 1|".repeat(12)}`)}`],
    ["quotes of replies, ten deep", lines(60, (n) => `${"> ".repeat(1 + (n % 10))}what was said in reply ${n}`)],
    ["Python's prompts", ">>> x = '5'\n>>> x + 1\nTypeError: can only concatenate str\n>>> __init__ and 2*3*4"],
    ["rules of many marks", `${"-".repeat(80)}\n${"* ".repeat(40)}\n${"=".repeat(80)}\n${"~".repeat(80)}`],
    ["footnotes", `${lines(10, (n) => `Said[^${n}] so.`)}\n\n${lines(10, (n) => `[^${n}]: There, on page ${n}.`)}`],
    ["the README", readFileSync(`${import.meta.dirname}/../../../README.md`, "utf8").slice(0, 5000)],
  ])("%s", (_, text) => expect(markdownCost(text)).toBeLessThanOrEqual(costMax));

  it("and by the server too, if it is not long", () =>
    expect(
      markdownCost(
        `## What I tried\n\n${lines(4, (n) => `- **step ${n}**: \`x[${n}]\``)}\n\n\`\`\`py\n${lines(25, () => "x = a[i] * b_c")}\n\`\`\``,
      ),
    ).toBeLessThanOrEqual(serverCostMax));
});

describe("what would keep the parser busy is not", () => {
  it.each([
    ["quotes", ">".repeat(1500)],
    ["quotes after another", "> ".repeat(1500)],
    ["lists", `${"* ".repeat(1600)}a`],
    ["items", "+ ".repeat(17)],
    ["numbers", "1. ".repeat(17)],
    ["mixtures", "> - 1. ".repeat(6)],
    ["notes in notes", "[^a]: ".repeat(17)],
    ["lists, deeper by line", lines(40, (n) => `${"  ".repeat(n)}- a`)],
    ["quotes, deeper by line", lines(40, (n) => `${">".repeat(n + 1)} a`)],
    ["quotes and lists by turns", lines(20, (n) => `${"> - ".repeat(n + 1)}a`)],
  ])("%s", (_, text) => expect(markdownCost(text)).toBe(Number.POSITIVE_INFINITY));

  it.each([
    ["emphasis", "*a **b ".repeat(700)],
    ["links in links", `${"[".repeat(1200)}${"](a)".repeat(900)}`],
    ["a wide table of short rows", `${"|a".repeat(600)}\n${"|-".repeat(600)}\n${"|\n".repeat(1200)}`],
    ["a long address, used often", `[a]: ${"b".repeat(2500)}\n\n${"[a]".repeat(800)}`],
    ["an address with a long tail", `http://a.b/${"&a;".repeat(1600)}`],
    ["lines that go on in a list", `${"- ".repeat(15)}a\n${"a\n".repeat(2400)}`],
  ])("%s", (_, text) => expect(markdownCost(text)).toBeGreaterThan(costMax));

  // Where the parser sees no fence, the estimate must see none either, because it counts no marks inside a fence.
  const marks = "*_".repeat(2000);
  it.each([
    ["a comment ends in it", `<!--\n\`\`\`\n-->\n${marks}`],
    ["a block of HTML ends in it", `<div>\n\`\`\`\n\n${marks}`],
    ["it ends with its item", `- a\n  \`\`\`\n${marks}`],
    ["it ends with its note", `[^a]: a\n  \`\`\`\n${marks}`],
    ["it has a tick behind it", `\`\`\` \`\n${marks}`],
    ["it ended with a longer one", `\`\`\`\n   \`\`\`\`\t\n${marks}`],
    ["lines end otherwise", `\`\`\`\r\`\`\`\r${marks}`],
  ])("a fence that is none: %s", (_, text) => expect(markdownCost(text)).toBeGreaterThan(costMax));
});

describe("code in colours and formulas", () => {
  const all = (text: string) => markdownCost(text) + partsCost(text);
  it.each([
    ["a long block of code", `Look:\n\n\`\`\`ts\n${code.slice(0, 3500)}\n\`\`\`\n\nWhy?`],
    ["a page of formulas", lines(20, (n) => `So $\\sum_{i=1}^{${n}} \\frac{a_i}{b^2}$ is $x_${n}$.`)],
  ])("are drawn: %s", (_, text) => expect(all(text)).toBeLessThanOrEqual(costMax));

  it("by the server, too, where there is little of them", () =>
    expect(all("Is $O(n^2)$ right?\n\n```py\nfor i in range(n):\n    print(i)\n```")).toBeLessThanOrEqual(serverCostMax));

  it.each([
    ["words without end", `\`\`\`c\n${"a ".repeat(2400)}`],
    ["one name", `\`\`\`ts\n${"_".repeat(4900)}`],
    ["formulas without end", "$x$ ".repeat(1200)],
    ["a long formula", `$$${"\\neq".repeat(1100)}$$`],
    ["a line of 200 kB", `\`\`\`js\n${"x=1;".repeat(50_000)}`],
  ])("are not drawn: %s", (_, text) => expect(all(text)).toBeGreaterThan(costMax));

  it("are weighed in one look", () => {
    const from = process.cpuUsage();
    for (const unit of [" ", "\t", "> ", "$", "$a ", "`", "a "]) partsCost(unit.repeat(100_000));
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(1000);
  });
});

describe("a long text", () => {
  it("is looked at once", () => {
    // A snippet of code may have 20,000 characters, too. Every fifth kind only, because making these texts takes longer than weighing them.
    for (const { name, text } of hostileTexts(20_000).filter((_, n) => n % 5 === 0)) {
      // Time of the processor, because a busy machine may pause the process for a second.
      const from = process.cpuUsage();
      markdownCost(text);
      const { user } = process.cpuUsage(from);
      // It takes a few milliseconds. If it grew with the square of the length, it would take seconds.
      expect(user / 1000, name).toBeLessThan(1000);
    }
  });
});
