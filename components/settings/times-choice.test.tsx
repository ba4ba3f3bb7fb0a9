import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LocalTime } from "../ui/local-time";
import { TimesChoice } from "./times-choice";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 27, 20, 0) });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const at = (...[day, hour, minute]: [number, number, number]) => new Date(2026, 10, day, hour, minute).toISOString();
const page = (
  <>
    <LocalTime at={at(24, 15, 42)} as="ago" />
    <LocalTime at={at(27, 19, 5)} as="ago" />
    <LocalTime at={at(24, 9, 3)} />
    <TimesChoice />
  </>
);
const shown = () => [...document.querySelectorAll("time")].map(({ textContent }) => textContent);
const box = () => screen.getByRole<HTMLInputElement>("checkbox", { name: "Show dates and times instead of “5 min ago”" });
const exact = [/24.*\D3:42|24.*15:42/, /^(7:05.*|19:05)$/, /24.*9:03|24.*09:03/].map((text) => expect.stringMatching(text));

describe("the choice of dates and times", () => {
  it("makes every time on the page say its day and minute, is kept for the next page, and can be taken back", () => {
    const { unmount } = render(page);
    expect(shown()).toEqual(["3 d ago", "55 min ago", exact[2]]);
    fireEvent.click(box());
    expect(shown()).toEqual(exact);

    unmount();
    render(page);
    expect(box().checked).toBe(true);
    expect(shown()).toEqual(exact);

    fireEvent.click(box());
    expect(shown()).toEqual(["3 d ago", "55 min ago", exact[2]]);
    expect(localStorage.length).toBe(0);
  });

  it("lives as long as the page where nothing can be stored", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    render(page);
    fireEvent.click(box());
    expect([box().checked, shown()]).toEqual([true, exact]);

    act(() => void vi.advanceTimersByTime(30_000));
    expect(shown()).toEqual(exact);
  });

  it("follows another tab within half a minute, and is not on where the server draws", async () => {
    render(page);
    expect(box().checked).toBe(false);
    localStorage.setItem("handraise:exact-times", "on");
    await act(async () => vi.advanceTimersByTime(30_000));

    expect(shown()).toEqual(exact);
    expect(renderToString(page)).toContain(`${at(24, 15, 42).slice(0, 10)}</time>`);
  });
});
