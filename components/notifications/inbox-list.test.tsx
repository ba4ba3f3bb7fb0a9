import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useInboxPages, useNoLayout } from "#components/testing.tsx";
import { testPage, testRow } from "#lib/client/testing.ts";
import { InboxPage } from "./inbox-page";

useNoLayout();
const { show } = useInboxPages();
const many = 500;

/** Scrolls so that the list begins so far above the upper edge of the screen. */
async function scrollTo(pixels: number): Promise<void> {
  const list = screen.getByRole("list", { name: "Notifications" });
  list.getBoundingClientRect = () => ({ top: -pixels, height: 0, width: 0 }) as DOMRect;
  await act(async () => {
    fireEvent.scroll(window);
    await new Promise((done) => requestAnimationFrame(done));
  });
}

const places = () => screen.getAllByRole("listitem").map((line) => Number(line.getAttribute("aria-posinset")));

describe("a long inbox", () => {
  const rows = Array.from({ length: many }, (_, at) => testRow(many - at, { threadId: `t${at}` }));

  it("has what is on the screen in the document, and says how much there is", async () => {
    show(testPage(rows, many, many), <InboxPage />);
    expect(places()).toHaveLength(60);
    expect(screen.getAllByRole("listitem")[0]?.getAttribute("aria-setsize")).toBe(`${many}`);
    const list = screen.getByRole("list", { name: "Notifications" });
    expect([list.style.paddingTop, list.style.paddingBottom]).toEqual(["0px", `${(many - 60) * 66}px`]);

    await scrollTo(66 * 250);
    expect(places()).toContain(251);
    expect(places().length).toBeLessThanOrEqual(90);
    const [first = 0] = places();
    expect(list.style.paddingTop).toBe(`${(first - 1) * 66}px`);
  });

  it("keeps the line with the focus, and its place, while others come and go", async () => {
    show(testPage(rows, many, many), <InboxPage />);
    const link = screen.getAllByRole("link", { name: /^Unread/ })[2] as HTMLElement;
    act(() => link.focus());
    await scrollTo(66 * 250);
    expect(document.activeElement).toBe(link);
    expect(places().slice(0, 3)).toEqual([2, 3, 4]);
    const [, , , next] = screen.getAllByRole("listitem");
    expect(next?.style.marginTop).toBe(`${((places()[3] ?? 0) - 5) * 66}px`);

    act(() => link.blur());
    await scrollTo(66 * 350);
    expect(places()).not.toContain(3);
  });

  it("does not say how much there is while older ones are not loaded", () => {
    show(testPage(rows, many, many, "c"), <InboxPage />);
    expect(screen.getAllByRole("listitem")[0]?.getAttribute("aria-setsize")).toBe("-1");
  });
});
