import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstLine, plainText } from "./plain-text";

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
    ["Why?\n\n![Frame at 12:41](/api/images/0193b8a4-1111-7000-8000-000000000001?w=8&h=5)", "Why? [Frame at 12:41]"],
    ["![](/api/images/0193b8a4-1111-7000-8000-000000000001?w=8&h=5) Why?", "[Picture] Why?"],
    ["cut in ![Picture](/api/images/0193b8a4-11", "cut in [Picture]"],
    ["\u202Etrela<tpircs>\u202C and \u2067more\u2069", "trela<tpircs> and more"],
    ["Which?\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\nThe second?", "Which? a · b 1 · 2 The second?"],
    ["Which?\n\n| a | b |\n| 1 | 2 |", "Which? | a | b | | 1 | 2 |"],
    ["Is $$\\sum_{i=1}^n i$$ right for $5?", "Is [Formula] right for $5?"],
    ["What does $$ mean in bash, and $$HOME?", "What does $$ mean in bash, and $$HOME?"],
    ["In Make, $$ and `x` differ", "In Make, $$ and x differ"],
    ["Why is `a` > `b`, `c` # `d` and `e` - [ ] f?", "Why is a > b, c # d and e - [ ] f?"],
    ["Q\n\n| a | b |\n|:---|---:|\n| `x` | 2 |", "Q a · b x · 2"],
    ["a | b\n--- | ---\n1 | 2", "a | b 1 | 2"],
    ["- [ ] read it\n- [x] try it", "read it try it"],
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

  it("calls a question by its words rather than by a picture before them", () => {
    const picture = "![Frame at 12:41](/api/images/0193b8a4-1111-7000-8000-000000000001?w=8&h=5)";
    expect([`${picture}\n\nWhy is *x* 5?`, `\n${picture}`, "\n\n"].map(firstLine)).toEqual(["Why is x 5?", "[Frame at 12:41]", ""]);
    expect(firstLine("$$\nx^2\n$$\n\nWhy is it square?")).toBe("Why is it square?");
  });

  it("cuts a long text between two characters, and says so", () => {
    expect(plainText(`${"a".repeat(499)}👋 and more`)).toBe(`${"a".repeat(499)}…`);
  });

  it("takes any text, and no long one keeps it busy", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."*_`~[]()!#>|-$\\ \na1") }), (text) => !/\n/.test(plainText(text))));
    for (const one of ["*a", "`", "[", "![a](", "~~a", "**a*", "|-", "$$", "|-|\n", "- |"]) plainText(one.repeat(2500));
  });
});
