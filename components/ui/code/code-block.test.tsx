import { act, cleanup, fireEvent, render, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { codeCost } from "../markdown/parts-cost";
import { CodeBlock } from "./code-block";
import { guessGrammar } from "./languages";

afterEach(cleanup);
beforeAll(async () => {
  await shown("let a = 1;", "js");
  await act(async () => void (await import("./highlighted")));
});
const shown = async (code: string, language?: string) =>
  (await act(async () => render(<CodeBlock code={code} {...(language !== undefined && { language })} />))).container;

describe("CodeBlock", () => {
  it.each([
    ["python", "def f(x):\n    return x + 1"],
    ["javascript", "const f = (x) => x + 1;"],
    ["java", "public class A { int a; }"],
    ["c", "#include <stdio.h>\nint main(void) { return 0; }"],
    ["cpp", "#include <iostream>\nint main() { std::cout << 1; }"],
    ["sql", "SELECT a FROM b"],
    ["xml", "<div class='a'>b</div>"],
    ["json", '{ "a": 1 }'],
    ["bash", "#!/bin/bash\necho a"],
    ["r", "x <- c(1, 2)"],
  ])("knows %s by its signs, and keeps every character", async (grammar, code) => {
    expect(guessGrammar(code)).toBe(grammar);
    const container = await shown(code);
    expect(container.querySelector("code")?.textContent).toBe(code);
    expect(container.querySelectorAll("code span").length).toBeGreaterThan(0);
  });

  it("has no colours for prose, a language it does not know, and what would take long", async () => {
    expect(guessGrammar("Why does this not work?")).toBeNull();
    expect((await shown("if x then y", "cobol")).querySelector("code span")).toBeNull();
    expect((await shown("a ".repeat(5000), "c")).querySelector("code span")).toBeNull();
    expect((await shown("x".repeat(200_000), "ts")).querySelector("code")?.textContent).toHaveLength(200_000);
  });

  it("numbers eight lines and more, beside the code and not in it", async () => {
    const text = (count: number) => "x\n".repeat(count);
    const numbers = (container: HTMLElement) => container.querySelector("pre > [aria-hidden]")?.getAttribute("data-lines") ?? null;
    expect(numbers(await shown(text(7)))).toBeNull();
    const container = await shown(text(8));
    expect(numbers(container)).toBe("1\n2\n3\n4\n5\n6\n7\n8");
    expect(container.querySelector("pre")?.textContent).toBe(text(8));
  });

  it("is selected, to be copied by hand, where the browser does not let us copy it", async () => {
    vi.stubGlobal("navigator", { ...navigator, clipboard: undefined });
    const container = await shown("x = 1\ny = 2");
    const button = within(container).getByRole("button", { name: "Copy the code" });
    await act(async () => fireEvent.click(button));

    expect(window.getSelection()?.toString()).toBe("x = 1\ny = 2");
    expect(container.querySelector("code")?.contains(window.getSelection()?.anchorNode ?? null)).toBe(true);
    expect(within(container).getByRole("button", { name: "Copy the code" })).toBe(button);

    vi.unstubAllGlobals();
  });

  it("weighs a long text in one look", () => {
    const from = process.cpuUsage();
    for (const unit of ["a ", "{", "\\", "`", "é", "\n"]) codeCost(unit.repeat(100_000));
    for (const unit of ["a ", "<", "import ", "const ", ".a", ": ", "\n", " "]) guessGrammar(unit.repeat(100_000));
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(1000);
  });
});
