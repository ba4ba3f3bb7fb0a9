import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ListEnd } from "./list-end";

afterEach(cleanup);

/** What stands above the button; null when there is neither. */
function said(shown: number, total: number | null, hasMore = true): string | null {
  cleanup();
  render(<ListEnd {...{ shown, total, hasMore }} loading={false} problem={null} onMore={() => {}} />);
  expect(screen.queryByRole("button", { name: "Show more" }) !== null).toBe(hasMore);
  return screen.queryByRole("status")?.textContent ?? null;
}

describe("the end of a list", () => {
  it("says how many of all are shown, and no total that nobody knows or that the rows have passed", () => {
    expect([said(100, 514), said(100, null), said(100, 100), said(120, 100)]).toEqual([
      "100 of 514",
      "100 shown",
      "100 shown",
      "120 shown",
    ]);
  });

  it("says nothing below a complete list", () => {
    expect(said(14, 14, false)).toBeNull();
  });
});
