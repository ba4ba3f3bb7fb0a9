import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { useInboxPages, useNoLayout } from "#components/testing.tsx";
import { testPage, testThread } from "#lib/client/testing.ts";
import { GlobalKeys } from "./global-keys";

useNoLayout();
const pages = useInboxPages();
const { rest, show } = pages;
const hostile = `${"w".repeat(300)} مرحبا 👩‍🏫`;
beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  document.documentElement.dataset.theme = "system";
});

function open() {
  show(testPage([], 0, 0), <GlobalKeys {...{ role: "student", teaches: false }} />);
  const course = { id: "c1", title: hostile, lecturer_name: "Jane Smith", my_part: "student" };
  rest.route = (_method, path) =>
    path.startsWith("/api/courses") ? [course, { ...course, id: "c2", title: "Not mine", my_part: null }] : [testThread({ id: "t1" })];
}
const press = (key: string, more: KeyboardEventInit = {}, at: Element = document.body) =>
  act(async () => void fireEvent.keyDown(at, { key, ...more }));

describe("the palette", () => {
  const field = () => screen.findByRole("combobox", { name: "Search pages, courses and discussions" });
  const options = () => screen.getAllByRole("option").map(({ textContent }) => textContent);

  it("leads to pages, to the person's courses and to recent discussions", async () => {
    open();
    await press("k", { ctrlKey: true });
    const input = await field();
    await screen.findByRole("option", { name: /How do I declare one/ });
    expect(options()).toContain(`${hostile}Jane Smith`);
    expect(options().join()).not.toContain("Not mine");
    expect(document.activeElement).toBe(input);

    fireEvent.change(input, { target: { value: "DECLARE variables" } });
    expect(options()).toEqual(["How do I declare one?Variables"]);
    expect(input.getAttribute("aria-activedescendant")).toBe(screen.getByRole("option").id);

    await press("Enter", {}, input);
    expect(navigation.went).toEqual(["push /discussions/threads/t1"]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("closes by Escape or a press beside it, and gives the focus back", async () => {
    open();
    const before = document.body.appendChild(document.createElement("button"));
    for (const close of [(at: HTMLElement) => fireEvent(at, new Event("cancel", { cancelable: true })), fireEvent.click]) {
      before.focus();
      await press("k", { ctrlKey: true });
      expect(document.activeElement).toBe(await field());

      fireEvent.click(await field());
      await act(async () => void close(screen.getByRole("dialog")));
      expect(screen.queryByRole("dialog")).toBeNull();
      expect(document.activeElement).toBe(before);
    }
    before.remove();
  });

  it("is used by arrows alone, changes the theme, and shows the shortcuts", async () => {
    open();
    await press("k", { ctrlKey: true });
    const input = await field();
    await press("ArrowDown", {}, input);
    expect(screen.getByRole("option", { selected: true }).textContent).toBe("Courses");
    await press("ArrowUp", {}, input);
    await press("ArrowUp", {}, input);
    expect(screen.getByRole("option", { selected: true }).textContent).toBe("Sign out");

    fireEvent.change(input, { target: { value: "dark" } });
    await press("Enter", {}, input);
    expect(document.documentElement.dataset.theme).toBe("dark");

    await press("k", { ctrlKey: true });
    fireEvent.change(await field(), { target: { value: "nothing like it" } });
    within(screen.getByRole("dialog")).getByText("No page, course or recent discussion has these words.");
    fireEvent.change(await field(), { target: { value: "shortcuts" } });
    await act(async () => void fireEvent.click(screen.getByRole("option")));
    await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  });
});
