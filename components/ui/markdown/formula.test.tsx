import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { fuzzedText, randomFrom } from "#lib/testing/hostile-text.ts";
import { renderOnServer } from "../../testing";
import { mathml } from "./formula";
import { Markdown } from "./markdown";
import MarkdownBody from "./markdown-body";

afterEach(cleanup);
beforeAll(async () => void (await Promise.all([import("./formula"), import("../code/highlighted")])));

const shown = async (text: string) => {
  const { container } = await act(async () => render(<MarkdownBody text={text} scope="m1" />));
  return container;
};
const sources = (container: Element) => [...container.querySelectorAll("annotation")].map(({ textContent }) => textContent);

describe("a formula", () => {
  it.each([
    ["Is $x^2$ even?", ["x^2"], ["inline"]],
    ["设$x$为", ["x"], ["inline"]],
    ["$$\\frac{a}{b}$$", ["\\frac{a}{b}"], ["block"]],
    ["$$\na\n- b\n$$\n\nWhy?", ["a\n- b"], ["block"]],
    ["$a_1 + b_1$ and $a*b*c$", ["a_1 + b_1", "a*b*c"], ["inline", "inline"]],
    ["$$ a\n+b $$ then", [" a\n+b "], ["block"]],
  ])("%j is set", async (text, formulas, displays) => {
    const container = await shown(text);
    expect(sources(container).map((one) => one?.trim())).toEqual(formulas.map((one) => one.trim()));
    const found = [...container.querySelectorAll("math")].map((math) => (math.getAttribute("display") === "block" ? "block" : "inline"));
    expect(found).toEqual(displays);
  });

  it.each([
    "It costs $5 and $6.",
    "$5,$6",
    "$HOME/$PATH and $USER",
    "US$5 and US$6",
    "5$ here, 6$ there",
    "a lone $",
    "\\$5$",
    "$$$",
    "`$x$`",
  ])("%j is none", async (text) => {
    const container = await shown(text);
    expect(container.querySelector("math")).toBeNull();
    expect(container.textContent).toBe(text.replace("\\$", "$").replaceAll("`", ""));
  });

  it("keeps what stands behind `$$`, and shows what it can't set as written", async () => {
    expect((await shown("$$ is what bash calls its process\nand more")).textContent).toBe("$$ is what bash calls its process\nand more");
    expect((await shown("so $\\frac{a$ then")).textContent).toBe("so \\frac{a then");
    expect(mathml("\\def\\a{\\a\\a}\\a", false)).toBeNull();
    expect(mathml("x".repeat(1001), false)).toBeNull();
  });

  it.each([
    "\\href{javascript:alert(1)}{x}",
    "\\url{javascript:alert(1)}",
    "\\includegraphics{https://evil.example/a.png}",
    "\\htmlClass{a}{x}",
    "\\htmlStyle{position:fixed}{x}",
    "\\htmlData{a=b}{x}",
    '\\text{<img src=x onerror="alert(1)">}',
    "<script>alert(1)</script>",
    "\\unicode{x3c}script>",
    '\\color{red"onload="alert(1)}x',
    '\\textcolor{" style="position:fixed}{x}',
  ])("%s brings nothing but MathML", (tex) => expectOnlyMathml(mathml(tex, false) ?? ""));

  it("brings nothing but MathML, whatever is in it", () => {
    const random = randomFrom(5);
    for (let n = 0; n < 300; n++) expectOnlyMathml(mathml(fuzzedText(random, 200), n % 2 === 0) ?? "");
  });
});

const attributes =
  /^(?:class|xmlns|display|encoding|mathvariant|stretchy|fence|separator|lspace|rspace|accent|accentunder|mathcolor|mathbackground|scriptlevel|displaystyle|width|height|depth|voffset|notation|linethickness|minsize|maxsize|columnalign|columnspacing|columnlines|rowspacing|rowlines|symmetric|movablelimits|linebreak|side|mathsize|form|largeop)$/;

function expectOnlyMathml(html: string): void {
  const place = document.createElement("div");
  place.innerHTML = html;
  for (const element of place.querySelectorAll("*")) {
    expect(element.tagName.toLowerCase()).toMatch(/^(?:span|math|semantics|annotation|m[a-z]+)$/);
    for (const { name } of element.attributes) expect(name).toMatch(attributes);
  }
}

describe("code and formulas", () => {
  it("are drawn by the server where they are cheap", async () => {
    const server = () => renderOnServer(<Markdown text={"$x$\n\n```py\ndef f(): pass\n```"} scope="m2" />);
    server();
    await act(async () => void (await import("./markdown-body")));
    server();
    await expect.poll(server).toMatch(/<math.*<span class="[^"]*keyword/s);
  });

  it("stand as written where there are too many", async () => {
    const { container } = await act(async () => render(<Markdown text={"$x$ ".repeat(1200)} scope="m3" />));
    expect(container.querySelector("math")).toBeNull();
    expect(container.textContent).toContain("$x$");
  });
});
