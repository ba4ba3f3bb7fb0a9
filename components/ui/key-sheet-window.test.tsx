import { cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { KeySheetWindow } from "./key-sheet-window";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("the sheet of keys", () => {
  it.each([
    ["MacIntel", "⌘K"],
    ["Win32", "Ctrl+K"],
    ["Linux x86_64", "Ctrl+K"],
  ])("shows on %s the name that the key has there: %s", async (platform, key) => {
    vi.stubGlobal("navigator", { platform });
    render(<KeySheetWindow shortcuts={[]} open onOpenChange={() => {}} />);
    const keys = () => [...document.querySelectorAll("kbd")].map(({ textContent }) => textContent);
    await waitFor(() => expect(keys()).toContain("?"));
    expect(keys().filter((one) => one === "Ctrl+K" || one === "⌘K")).toEqual([key]);
  });
});
