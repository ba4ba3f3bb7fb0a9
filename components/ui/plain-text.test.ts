import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "./plain-text";

describe("plainText", () => {
  it.each([
    ["**one** and *two*, ***three*** ~~four~~", "one and two, three four"],
    ["Why does `a[i]` give `IndexError`?", "Why does a[i] give IndexError?"],
    [
      '# Heading\n\n> quoted\n\nSee [the slides](https://example.edu/a_(b) "S") and ![a plot](x.png)',
      "Heading quoted See the slides and a plot",
    ],
    ["Look:\n```python\nprint(**kw)\n```\nWhy?", "Look: print(**kw) Why?"],
    ["cut in the middle of ```py\nx = 1", "cut in the middle of ```py x = 1"],
    ["\\*not emphasis\\*", "*not emphasis*"],
    ["Why does this fail?\n\n>>> x = '5'\n>>> __init__ and **2**", "Why does this fail? >>> x = '5' >>> __init__ and **2**"],
  ])("reads %j as %j", (markdown, text) => expect(plainText(markdown)).toBe(text));

  it.each([
    "x**2 + y**2",
    "a * b * c",
    "def __init__(self)",
    "vector<int> a, b",
    "2 > 1",
    "snake_case_name",
    "f(**kwargs, *args)",
    "C# or F#",
    "~/bin and ~/lib",
  ])("leaves %j as it is", (text) => expect(plainText(text)).toBe(text));

  it("cuts a long text between two characters, and says so", () => {
    expect(plainText(`${"a".repeat(499)}👋 and more`)).toBe(`${"a".repeat(499)}…`);
  });

  it("takes any text, and no long one keeps it busy", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."*_`~[]()!#>\\ \na1") }), (text) => !/\n/.test(plainText(text))));
    for (const one of ["*a", "`", "[", "![a](", "~~a", "**a*"]) plainText(one.repeat(2500));
  });
});
