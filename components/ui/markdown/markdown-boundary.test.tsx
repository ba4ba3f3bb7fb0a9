import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fuzzedText, hostileTexts, randomFrom } from "#lib/testing/hostile-text.ts";
import { renderOnServer } from "../../testing";
import { isPlain, Markdown } from "./markdown";
import { costMax, markdownCost, serverCostMax } from "./markdown-cost";
import { fencePastedCode } from "./pasted-code";

const parser = vi.hoisted(() => ({ isBroken: false }));
vi.mock("./markdown-body", async (original) => {
  const { default: Body } = await original<typeof import("./markdown-body")>();
  return {
    default: (props: { text: string; scope: string }) => {
      if (parser.isBroken) throw new Error("as a chunk does that the network did not bring");
      return <Body {...props} />;
    },
  };
});

beforeEach(async () => {
  await import("./markdown-body");
  parser.isBroken = false;
});
afterEach(cleanup);
const shown = async (text: string) => (await act(async () => render(<Markdown text={text} scope="m1" />))).container;

describe("Markdown", () => {
  it("shows one message that fails as it is written, and again with its marks when the network is back", async () => {
    // Without it React writes every error that a boundary catches to the console.
    const onCaughtError = vi.fn();
    parser.isBroken = true;
    const { container } = await act(async () =>
      render(
        <>
          <p>the page</p>
          <Markdown text="**bold**" scope="m1" />
        </>,
        { onCaughtError },
      ),
    );

    expect(container.textContent).toBe("the page**bold**");
    expect(onCaughtError).toHaveBeenCalledOnce();

    parser.isBroken = false;
    await act(async () => void window.dispatchEvent(new Event("online")));
    await act(async () => undefined);

    expect(container.querySelector("strong")?.textContent).toBe("bold");
  });

  it("shows what is not parsed to its last character", async () => {
    const random = randomFrom(3);
    const texts = [
      ...hostileTexts(1500).flatMap(({ text }, n) => (n % 4 === 0 ? text : [])),
      ...Array.from({ length: 10 }, () => fuzzedText(random, 1500)),
    ];
    const dear = texts.map(fencePastedCode).filter((text) => !isPlain(text) && markdownCost(text) > costMax);

    expect(dear.length).toBeGreaterThan(10);
    for (const text of dear) {
      const { container } = render(<Markdown text={text} scope="m1" />);
      expect(container.querySelector("p")?.textContent).toBe(text);
      expect(container.textContent).toContain("Shown as written");
      cleanup();
    }
  });

  it("is parsed by the server where it is cheap, and by the browser otherwise", async () => {
    const long = "a *b* `c`\n".repeat(60);
    expect(markdownCost(long)).toBeGreaterThan(serverCostMax);
    expect(markdownCost(long)).toBeLessThan(costMax);

    await shown("*first*");
    expect(renderOnServer(<Markdown text="*a*" scope="m1" />)).toContain("<em>");
    expect(renderOnServer(<Markdown text={long} scope="m2" />)).not.toContain("<em>");
    expect((await shown(long)).querySelectorAll("em")).toHaveLength(60);
  });
});
