import { act, cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { isPlain, Markdown } from "./markdown";
import MarkdownBody from "./markdown-body";

afterEach(cleanup);
const body = (text: string) => render(<MarkdownBody text={text} scope="m1" />).container;

describe("text without marks", () => {
  it.each(["Thank you!", "first\nsecond", "a - b, (c) 1.5 and 3 / 4", "Why?"])("%j needs no parser", (text) =>
    expect(isPlain(text)).toBe(true),
  );
  it.each([
    "**bold**",
    "`code`",
    "- item",
    "1. item",
    "    code",
    "see https://a.example",
    "see www.a.example",
    "a@b.example",
    "<b>",
    "&lt;",
    "# x",
    "title\n---",
    "\\*",
  ])("%j needs it", (text) => expect(isPlain(text)).toBe(false));

  it.each(["\r", "\u2028", "\u2029", " ", "\u00a0", "1", "-"])("is known in one pass, also when it is 5,000 × %j", (sign) => {
    const text = sign.repeat(5000);
    // The shortest of twenty, because a busy machine may stop this thread in some of them.
    const took = Array.from({ length: 20 }, () => {
      const from = performance.now();
      isPlain(text);
      return performance.now() - from;
    });

    // It took 50 ms when every sign was compared with every other one.
    expect(Math.min(...took)).toBeLessThan(10);
  });

  it("keeps its paragraphs", () => {
    const { container } = render(<Markdown text={"one\ntwo\n\nthree"} scope="m1" />);
    expect([...container.querySelectorAll("p")].map((p) => p.textContent)).toEqual(["one\ntwo", "three"]);
  });
});

describe("Markdown of others", () => {
  it("is fetched when there is something to parse", async () => {
    const { container } = await act(async () => render(<Markdown text="**bold**" scope="m1" />));
    await act(async () => {
      await import("./markdown-body");
    });
    expect(container.querySelector("strong")?.textContent).toBe("bold");
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "![x](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    "<iframe src=//evil.example>",
    '<style>*{background:url("//evil.example")}</style>',
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
  ])("%s does nothing", (text) => {
    const shown = body(text);
    expect(shown.querySelectorAll("script, img, svg, iframe, style, [onerror], [onload]")).toHaveLength(0);
    for (const link of shown.querySelectorAll("a")) expect(link.getAttribute("href")).toMatch(/^(https?:|mailto:|#|$)/);
  });

  it("leads away without a handle on this page", () => {
    const link = body("[there](https://a.example/b)").querySelector("a");
    expect(link?.outerHTML).toBe('<a href="https://a.example/b" target="_blank" rel="noopener nofollow ugc">there</a>');
  });

  it("shows a picture as a link, so that nothing is fetched", () => {
    const shown = body("![A plot](https://a.example/plot.png)");
    expect(shown.querySelector("img")).toBeNull();
    expect(shown.querySelector("a")?.textContent).toBe("A plot");
  });

  it("keeps headings out of the page's outline and lets code and tables scroll by keyboard", () => {
    const shown = body("# Big\n\n```js\nlet a;\n```\n\n| a |\n| - |\n| 1 |\n\n- [x] done");
    expect(shown.querySelector("h1")).toBeNull();
    expect(shown.querySelector("pre")?.tabIndex).toBe(0);
    expect(shown.querySelector<HTMLElement>('[aria-label="Table"]')?.tabIndex).toBe(0);
    expect(shown.querySelector('[role="img"]')?.getAttribute("aria-label")).toBe("Done");
  });
});

describe("code that was pasted", () => {
  const drawn = async (text: string) => {
    const { container } = render(<Markdown text={text} scope="m1" />);
    await act(async () => void (await import("./markdown-body")));
    return container;
  };
  it("keeps Python's prompts, and what stands behind them, as typed", async () => {
    const code = ">>> x = '5'\n>>> x + 1\nTraceback (most recent call last):\n>>> __init__ and 2*3*4";
    const shown = await drawn(`Why does this fail?\n\n${code}`);
    expect(shown.querySelector("blockquote")).toBeNull();
    expect(shown.querySelector("pre")?.textContent?.trimEnd()).toBe(code);
  });
  it("keeps the indentation of a block without any mark", async () => {
    const shown = await drawn("def f(x):\n  return x");
    expect(shown.querySelector("pre")?.textContent?.trimEnd()).toBe("def f(x):\n  return x");
  });
  it.each(["self.__init__() and __name__", "2*3*4 is 24", "x**2**y", "a.__dict__[0]"])("%j keeps its marks", (text) => {
    const shown = body(text);
    expect(shown.textContent).toBe(text);
    expect(shown.querySelector("em, strong")).toBeNull();
  });
  it.each([
    ["**bold**", "bold"],
    ["__two words__", "two words"],
    ["这是**重点**内容", "重点"],
  ])("%j is still bold", (text, bold) => expect(body(text).querySelector("strong")?.textContent).toBe(bold));
});

describe("a text", () => {
  it("has the direction of its writing, and code from left to right", () => {
    const shown = body("\u0645\u0631\u062d\u0628\u0627 `x`\n\n```\ny\n```");
    expect(shown.querySelector("div")?.dir).toBe("auto");
    for (const code of shown.querySelectorAll("pre, :not(pre) > code")) expect(code.getAttribute("dir")).toBe("ltr");
    expect(render(<Markdown text="plain" scope="m1" />).container.querySelector("div")?.dir).toBe("auto");
  });
});
