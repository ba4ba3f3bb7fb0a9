import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { useInboxPages, useNoLayout } from "#components/testing.tsx";
import { testPage } from "#lib/client/testing.ts";
import { GlobalKeys } from "./global-keys";

useNoLayout();
const pages = useInboxPages();
const { show } = pages;
beforeEach(() => {});

function open(content = <p>Text</p>) {
  show(
    testPage([], 0, 0),
    <main id="content">
      {content}
      <GlobalKeys {...{ role: "student", teaches: false }} />
    </main>,
  );
}
const press = (key: string, more: KeyboardEventInit = {}, at: Element = document.body) =>
  act(async () => void fireEvent.keyDown(at, { key, ...more }));

describe("the keys of every page", () => {
  it("go to the main pages by two keys, and nowhere by one of them, while typing, or with a modifier", async () => {
    open(<input aria-label="Field" />);
    for (const key of ["d", "c", "q", "t", "i"]) {
      await press("g");
      await press(key);
    }
    expect(navigation.went).toEqual(["push /", "push /courses", "push /discussions", "push /discussions", "push /notifications"]);

    await press("c");
    await press("g", { ctrlKey: true });
    await press("c");
    await press("g");
    await press("x");
    await press("c");
    await press("g", {}, screen.getByRole("textbox"));
    await press("c", {}, screen.getByRole("textbox"));
    expect(navigation.went).toHaveLength(5);
  });

  it("leave a page its own keys, but for the second of two", async () => {
    open();
    const own = vi.fn((event: KeyboardEvent) => ["c", "?"].includes(event.key) && event.preventDefault());
    document.addEventListener("keydown", own);
    await press("?");

    expect(screen.queryByRole("dialog")).toBeNull();

    await press("g");
    await press("c");
    document.removeEventListener("keydown", own);
    expect(own.mock.calls.map(([{ key }]) => key)).toEqual(["?", "g"]);
    expect(navigation.went).toEqual(["push /courses"]);
  });

  it("show themselves by ?, and find the search or the filter of the page by /", async () => {
    open(<input type="search" aria-label="Search people" />);
    await press("/");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
    await press("?");
    const sheet = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(sheet.textContent).toContain("Go to courses");
    cleanup();

    open(<select aria-label="Course" data-filter="" />);
    await press("/");
    expect(document.activeElement).toBe(screen.getByRole("combobox"));
  });
});
