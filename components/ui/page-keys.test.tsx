import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PageKeys } from "./page-keys";

afterEach(cleanup);

const run = vi.fn((key: string) => key !== "Esc");
const bound = [["Space", "k"], ["j"], ["←", "→"], ["Esc"]].map((keys) => ({ keys, description: `Act of ${keys.join()}`, run }));

function Page({ html = "" }: { html?: string }) {
  const help = useState(false);
  return (
    <main id="content" tabIndex={-1}>
      <button type="button" onClick={() => help[1](true)}>
        Shortcuts
      </button>
      <div dangerouslySetInnerHTML={{ __html: html }} />
      <PageKeys bound={bound} help={help} />
    </main>
  );
}

/** What a key does at the element with this id, and whether the browser is left to do its own. */
function press(key: string, html = "<p id='at'></p>", more: KeyboardEventInit = {}) {
  render(<Page html={html} />);
  const isLeft = fireEvent.keyDown(document.getElementById("at") as HTMLElement, { key, ...more });
  cleanup();
  return [...run.mock.calls.splice(0).flat(), ...(isLeft ? ["left"] : [])];
}

describe("the keys of a page", () => {
  it("do what is bound to them, by the names that the sheet has, and leave what was not taken", () => {
    expect([press(" "), press("k"), press("ArrowLeft"), press("ArrowRight")]).toEqual([["Space"], ["k"], ["←"], ["→"]]);
    expect([press("x"), press("toString"), press("Escape")]).toEqual([["left"], ["left"], ["Esc", "left"]]);
    expect(press("j", "<button id='at'></button>")).toEqual(["j"]);
  });

  it("are letters while somebody types or chooses, and the browser's with Ctrl", () => {
    for (const html of ["<textarea id='at'></textarea>", "<input id='at'>", "<div role='dialog'><p id='at'></p></div>"])
      for (const key of ["k", " ", "j", "?", "ArrowLeft"]) expect(press(key, html)).toEqual(["left"]);
    expect(press("j", undefined, { ctrlKey: true })).toEqual(["left"]);
  });

  it("are left to what has the focus and takes them for itself", () => {
    expect(press(" ", "<button id='at'></button>")).toEqual(["left"]);
    expect(press(" ", "<a href='#'><span id='at'></span></a>")).toEqual(["left"]);
    expect(press("ArrowLeft", "<media-time-range id='at'></media-time-range>")).toEqual(["left"]);
    expect(press("k", "<media-time-range id='at'></media-time-range>")).toEqual(["k"]);
    expect(press("k", "<media-controller id='at'></media-controller>")).toEqual(["left"]);
    expect(press("k", "<media-controller nohotkeys id='at'></media-controller>")).toEqual(["k"]);
    expect(press(" ", undefined, { shiftKey: true })).toEqual(["left"]);
  });

  it("are listed by ? and by a button, and the focus is given back", async () => {
    render(<Page />);
    const button = screen.getByRole("button", { name: "Shortcuts" });

    for (const open of [() => fireEvent.keyDown(button, { key: "?" }), () => fireEvent.click(button)]) {
      button.focus();
      open();
      fireEvent.keyDown(await screen.findByRole("dialog", { name: "Keyboard shortcuts" }), { key: "Escape" });
      await waitFor(() => expect(document.activeElement).toBe(button));
      button.blur();
    }
  });
});
