import { act, cleanup, render, screen } from "@testing-library/react";
import { toast as sonner, Toaster } from "sonner";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useNoLayout } from "#components/testing.tsx";
import { showToasts, toast } from "./toast";

useNoLayout();
beforeEach(() => {
  // What another file had shown would stand in the module: a file that resets modules has its own.
  vi.resetModules();
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe("a toast before Sonner is there", () => {
  it("is shown once when it is, unless it was taken back or said anew", async () => {
    toast("Saved");
    const gone = toast("Resolved");
    toast("1 of 2", { id: "count" });
    toast("2 of 2", { id: "count" });
    toast.error("Not sent");
    toast.dismiss(gone);

    render(<Toaster />);
    act(() => showToasts(sonner));
    await pass(100);
    for (const text of ["Saved", "2 of 2", "Not sent"]) expect(screen.getAllByText(text)).toHaveLength(1);
    for (const text of ["Resolved", "1 of 2"]) expect(screen.queryByText(text)).toBeNull();

    act(() => showToasts(sonner));
    const late = toast("Late");
    await pass(100);
    expect(screen.getAllByText("Saved")).toHaveLength(1);
    screen.getByText("Late");
    toast.dismiss(late);
    await pass(1000);
    await pass(1000);
    expect(screen.queryByText("Late")).toBeNull();
  });
});
