import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useNoLayout } from "#components/testing.tsx";
import { toast } from "../ui/toast";
import { Toaster } from "./toaster";

useNoLayout();
const pass = async (ms: number) => {
  await act(() => vi.advanceTimersByTimeAsync(ms));
  // What is drawn by then begins its own animation.
  await act(() => vi.advanceTimersByTimeAsync(0));
};
const isShown = () => screen.queryByText("Saved") !== null;
/** A toast that was shown for `ms`. */
async function shownFor(ms: number): Promise<HTMLElement> {
  render(<Toaster expand={false} />);
  act(() => void fireEvent.focus(window));
  act(() => void toast("Saved"));
  await pass(ms);
  return screen.getByText("Saved");
}
/** Sonner's own animation, as a toast goes. */
const goes = async () => {
  await pass(100);
  await pass(400);
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("the time of a toast", () => {
  it("is 8 s", async () => {
    await shownFor(7900);
    expect(isShown()).toBe(true);
    await pass(100);
    await goes();
    expect(isShown()).toBe(false);
  });

  it.each<[string, (text: HTMLElement) => void, (text: HTMLElement) => void]>([
    ["the pointer is on it", (text) => fireEvent.pointerOver(text), () => fireEvent.pointerOver(document.body)],
    [
      "the pointer leaves the window from it",
      (text) => fireEvent.pointerOver(text),
      (text) => fireEvent.pointerOut(text, { relatedTarget: null }),
    ],
    [
      "the focus is on it",
      () => screen.getByRole("button", { name: "Close" }).focus(),
      () => screen.getByRole("button", { name: "Close" }).blur(),
    ],
    ["another window has the focus", () => fireEvent.blur(window), () => fireEvent.focus(window)],
    ["the page is hidden", () => setHidden(true), () => setHidden(false)],
  ])("stands still while %s, and goes on with what is left of it", async (_name, begin, end) => {
    const text = await shownFor(5000);
    act(() => begin(text));
    await pass(60_000);

    expect(isShown()).toBe(true);

    act(() => end(text));
    await pass(2900);
    expect(isShown()).toBe(true);

    await pass(100);
    await goes();
    expect(isShown()).toBe(false);
  });

  it("goes on when a toast is closed under the focus", async () => {
    await shownFor(1000);
    act(() => void toast("Sent", { id: "sent" }));
    await pass(100);
    act(() => within("Sent").focus());
    act(() => toast.dismiss("sent"));
    await goes();
    await pass(8000);
    await goes();

    expect(isShown()).toBe(false);
  });
});

const within = (text: string) =>
  screen.getByText(text).closest("[data-sonner-toast]")?.querySelector("[data-close-button]") as HTMLButtonElement;

function setHidden(hidden: boolean): void {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
}
