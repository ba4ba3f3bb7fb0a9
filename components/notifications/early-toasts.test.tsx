import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useNoLayout } from "#components/testing.tsx";
import { testRow } from "#lib/client/testing.ts";

const gate = vi.hoisted(() => ({ opened: Promise.resolve(), open: () => {} }));
vi.mock("./notification-toasts", async (original) => {
  await gate.opened;
  return original();
});

useNoLayout();
beforeEach(() => {
  vi.resetModules();
  gate.opened = new Promise((open) => {
    gate.open = open;
  });
});
afterEach(cleanup);

describe("what is told before the toasts are loaded", () => {
  it("is shown once they are, and once", async () => {
    // Imported anew after `resetModules`, so that nothing is loaded on demand yet.
    const { testLive } = await import("#components/testing.tsx");
    const { Toasts } = await import("./toasts");
    const { toast } = await import("../ui/toast");
    const live = testLive();
    render(<Toasts />, { wrapper: live.Live });
    await live.connect();
    await live.notify(testRow(1));
    toast("Saved");
    expect(document.querySelectorAll("[data-sonner-toast]")).toHaveLength(0);

    await act(async () => gate.open());
    await screen.findByText("Saved");
    await screen.findByText(/text 1/);
    await live.notify(testRow(2, { threadId: "t2" }));
    await screen.findByText(/text 2/);
    for (const text of ["Saved", /text 1/, /text 2/]) expect(screen.getAllByText(text)).toHaveLength(1);
  });
});
