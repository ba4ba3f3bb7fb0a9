import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { LongList } from "./long-list";

afterEach(cleanup);

describe("the keys of a list", () => {
  it("go through the rows of a list, from the first in view, and say so in the sheet", async () => {
    const rows = ["one", "two", "three"];
    render(
      <LongList rows={rows} keyOf={(row) => row} estimate={60} hasMore={false} keysOf="question">
        {(row) => (
          <p>
            <a href={`/${row}`}>{row}</a>
            <button type="button">Mark</button>
          </p>
        )}
      </LongList>,
    );
    const at = () => document.activeElement?.textContent;
    // The keys come when the page is idle.
    await expect
      .poll(() => {
        fireEvent.keyDown(document.body, { key: "k" });
        return at();
      })
      .toBe("one");
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    const places = ["j", "j", "j", "k", "k", "k"].map((key) => {
      press(key);
      return at();
    });
    expect(places).toEqual(["two", "three", "three", "two", "one", "one"]);

    press("?");
    const sheet = within(await screen.findByRole("dialog", { name: "Keyboard shortcuts" }));
    sheet.getByText("Next question");
  });
});
