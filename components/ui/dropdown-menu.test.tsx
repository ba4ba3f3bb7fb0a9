import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useNoLayout } from "#components/testing.tsx";

const gate = vi.hoisted(() => ({ opened: Promise.resolve(), open: () => {} }));
vi.mock("./menu-window", async (original) => {
  await gate.opened;
  return original();
});

/** Renders a menu whose window is not loaded until `arrive` is called. */
async function fresh() {
  vi.resetModules();
  gate.opened = new Promise((open) => {
    gate.open = open;
  });
  const { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } = await import("./dropdown-menu");
  render(
    <>
      <DropdownMenu>
        <DropdownMenuTrigger aria-label="More" />
        <DropdownMenuContent>
          <DropdownMenuItem>Edit</DropdownMenuItem>
          <DropdownMenuItem>Delete</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <button type="button">Elsewhere</button>
    </>,
  );
  const trigger = screen.getByRole("button", { name: "More" });
  trigger.focus();
  return { trigger, arrive: () => act(async () => gate.open()) };
}

useNoLayout();
afterEach(cleanup);

describe("a menu that is not loaded", () => {
  it("opens on its first item once it is, and gives the focus back to the button, which stays the same", async () => {
    const { trigger, arrive } = await fresh();
    fireEvent.keyDown(trigger, { key: "Enter" });
    expect([trigger.getAttribute("aria-expanded"), trigger.getAttribute("aria-busy")]).toEqual(["false", "true"]);
    expect(document.activeElement).toBe(trigger);

    await arrive();
    await screen.findByRole("menu");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("menuitem", { name: "Edit" })));
    expect(screen.getByRole("button", { name: "More", hidden: true })).toBe(trigger);
    expect(trigger.getAttribute("aria-expanded")).toBe("true");

    fireEvent.keyDown(screen.getByRole("menu"), { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(trigger));
  });

  it("closes by a second press of its button", async () => {
    const { trigger, arrive } = await fresh();
    fireEvent.click(trigger);
    await arrive();
    await screen.findByRole("menu");

    fireEvent.pointerDown(trigger);
    fireEvent.click(trigger);
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  });

  it("stays closed when its reader has gone on", async () => {
    const { trigger, arrive } = await fresh();
    fireEvent.click(trigger);
    act(() => screen.getByRole("button", { name: "Elsewhere" }).focus());
    await arrive();
    await act(async () => undefined);
    expect(screen.queryByRole("menu")).toBeNull();
  });
});
