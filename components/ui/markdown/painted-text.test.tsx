import { act, cleanup, fireEvent, render, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { pictureAddress } from "#lib/contract/picture-address.ts";
import { navigation } from "../../navigation-stub";
import { renderOnServer } from "../../testing";
import { VideoTimesProvider } from "../video-times";
import { Markdown } from "./markdown";

const drawn = vi.hoisted(() => ({ count: 0 }));
vi.mock("./markdown-body", async (original) => {
  const { default: Body } = await original<typeof import("./markdown-body")>();
  return {
    default: (props: { text: string; scope: string }) => {
      drawn.count++;
      return <Body {...props} />;
    },
  };
});

afterEach(cleanup);
beforeAll(async () => {
  await act(async () => void render(<Markdown text={"*a*\n\n```js\nlet a;\n```"} scope="m0" />));
  await act(async () => void (await import("../code/highlighted")));
});

const about = { videoId: "v1", durationSeconds: 3600, seek: null, now: null };

/** A page that comes from the server with these, and then as another render of the browser has it. */
async function openPage(first: ReactNode) {
  const html = renderOnServer(first);
  const container = document.createElement("div");
  document.body.append(container);
  container.innerHTML = html;
  drawn.count = 0;
  const page = await act(async () => render(first, { container, hydrate: true }));
  return { ...page, html };
}

describe("a text that the server has painted", () => {
  it("stays as it is and is not drawn again, whatever the page does around it", async () => {
    const at = (seek: (() => void) | null) => (
      <VideoTimesProvider value={{ ...about, seek }}>
        <Markdown text={"**bold** and `code`\n\n```js\nlet a = 1;\n```"} scope="m1" />
      </VideoTimesProvider>
    );
    const { container, rerender, html } = await openPage(at(null));
    const bold = container.querySelector("strong");

    await act(async () => rerender(at(vi.fn())));

    expect(bold?.textContent).toBe("bold");
    expect(container.querySelector("strong")).toBe(bold);
    expect(container.querySelectorAll("pre code span").length).toBeGreaterThan(0);
    expect(container.querySelector("p")?.outerHTML).toBe('<p><strong>bold</strong> and <code dir="ltr">code</code></p>');
    expect(html).toContain("<strong>bold</strong>");
    expect(drawn.count).toBe(0);
  });

  it("is drawn by the browser once it is edited, also when the edit is taken back", async () => {
    const { container, rerender } = await openPage(<Markdown text="**bold**" scope="m2" />);

    await act(async () => rerender(<Markdown text="*other*" scope="m2" />));
    expect(container.querySelector("strong")).toBeNull();
    expect(container.querySelector("em")?.textContent).toBe("other");
    await act(async () => rerender(<Markdown text="**bold**" scope="m2" />));

    expect(container.querySelector("strong")?.textContent).toBe("bold");
  });

  it("copies its code, and says so for a while", async () => {
    const writeText = vi.fn(async () => undefined);
    const { container } = await openPage(<Markdown text={"```js\nlet a = 1;\nlet b;\n```"} scope="m3" />);
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });

    await act(async () => fireEvent.click(within(container).getByRole("button", { name: "Copy the code" })));

    expect(writeText).toHaveBeenCalledWith("let a = 1;\nlet b;");
    expect(within(container).getByRole("button", { name: "Copied" })).toBeTruthy();
    vi.unstubAllGlobals();
  });

  it("leads to the seconds that it names: in the player of the page, or to the lecture", async () => {
    const text = "**See** 0:30";
    const seek = vi.fn();
    const elsewhere = await openPage(
      <VideoTimesProvider value={about}>
        <Markdown text={text} scope="m4" />
      </VideoTimesProvider>,
    );
    const here = await openPage(
      <VideoTimesProvider value={{ ...about, seek }}>
        <Markdown text={text} scope="m5" />
      </VideoTimesProvider>,
    );

    const isLeft = fireEvent.click(within(elsewhere.container).getByRole("link", { name: "Go to 30 seconds" }));
    fireEvent.click(within(here.container).getByRole("button", { name: "Go to 30 seconds" }));

    expect(isLeft).toBe(false);
    expect(navigation.went).toEqual(["push /videos/v1?t=30"]);
    expect(seek).toHaveBeenCalledExactlyOnceWith(30);
  });

  it("is drawn by the browser where the server did not finish it, and when its times are about another video", async () => {
    const cut = document.createElement("div");
    document.body.append(cut);
    const text = <Markdown text="**bold**" scope="m7" />;
    cut.innerHTML = '<div class="contents"><!--$?--><template id="B:9"></template>**bold**<!--/$--></div>';
    const timed = (videoId: string) => (
      <VideoTimesProvider value={{ ...about, videoId }}>
        <Markdown text="*At* 0:30" scope="m8" />
      </VideoTimesProvider>
    );

    await act(async () => render(text, { container: cut, hydrate: true }));
    const { container, rerender } = await openPage(timed("v1"));
    await act(async () => rerender(timed("v2")));

    expect(cut.querySelector("strong")?.textContent).toBe("bold");
    expect(container.querySelector("a")?.getAttribute("href")).toBe("/videos/v2?t=30");
  });

  it("says so of a picture that can't be shown", async () => {
    const picture = pictureAddress("0193b8a4-1111-7000-8000-000000000001", 800, 450);
    const { container } = await openPage(<Markdown text={`![Frame at 12:41](${picture})`} scope="m6" />);

    await act(async () => fireEvent.error(container.querySelector("img") as HTMLImageElement));
    // Drawn by the browser, it fails there as well.
    await act(async () => fireEvent.error(container.querySelector("img") as HTMLImageElement));

    expect(container.textContent).toContain("Frame at 12:41: this picture can’t be shown");
  });
});
