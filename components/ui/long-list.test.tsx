import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useNoLayout } from "#components/testing.tsx";
import { LongList } from "./long-list";

useNoLayout();
const rowHeight = 100;
const named = (count: number, name = "row") => Array.from({ length: count }, (_, at) => `${name} ${at}`);
const self = (row: string) => row;

/** A list in a box that scrolls by itself. */
function Box({ rows, keepMounted }: { rows: string[]; keepMounted?: string[] }) {
  return (
    <div data-testid="box" style={{ overflowY: "auto" }}>
      <LongList ordered label="Rows" rows={rows} keyOf={self} estimate={rowHeight} hasMore={false} {...(keepMounted && { keepMounted })}>
        {(row) => <Row row={row} />}
      </LongList>
    </div>
  );
}

/** A row in which somebody writes. */
function Row({ row }: { row: string }) {
  const [text, setText] = useState("");
  return <input aria-label={row} value={text} onChange={(event) => setText(event.target.value)} />;
}

const list = () => screen.getByRole("list", { name: "Rows" });
const drawn = () => screen.getAllByRole("listitem").map((row) => Number(row.getAttribute("aria-posinset")));
const field = (row: string) => screen.getByRole<HTMLInputElement>("textbox", { name: row });
const rowOf = (row: string) => field(row).closest("li") as HTMLElement;

/** How high a row is in truth (px). */
let heightOf: (row: string) => number;
/** How far the box is scrolled (px), by the reader and by the list. */
let scrolled: number;

/** A layout, which jsdom has not: rows below each other, in a box that is scrolled. */
function rectOf(this: HTMLElement): DOMRect {
  const isRow = this.tagName === "LI";
  const whole = isRow ? (this.parentElement as HTMLElement) : this;
  let top = -scrolled;
  if (isRow) top += Number.parseFloat(whole.style.paddingTop) || 0;
  for (const row of isRow ? (whole.children as Iterable<Element> as Iterable<HTMLElement>) : []) {
    top += Number.parseFloat(row.style.marginTop) || 0;
    if (row === this) break;
    top += heightOf(row.dataset["key"] ?? "");
  }
  const height = isRow ? heightOf(this.dataset["key"] ?? "") : 0;
  return { top, bottom: top + height, height, width: 300 } as DOMRect;
}

async function scrollTo(row: number): Promise<void> {
  scrolled = row * rowHeight;
  // Of a box it does not reach the window but on the way down.
  fireEvent(screen.getByTestId("box"), new Event("scroll"));
  await frame();
}
const frame = () => act(async () => void (await new Promise((done) => requestAnimationFrame(done))));

let lists = 0;
let spies: { mockRestore: () => void }[];
beforeEach(() => {
  heightOf = () => rowHeight;
  scrolled = 0;
  // Heights are kept for each address.
  history.replaceState(null, "", `/list/${++lists}`);
  spies = [
    vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(rectOf),
    vi.spyOn(Element.prototype, "scrollTop", "get").mockImplementation(() => scrolled),
  ];
  Element.prototype.scrollBy = (to?: ScrollToOptions | number) => {
    scrolled += (to as ScrollToOptions).top ?? 0;
  };
});
afterEach(() => {
  cleanup();
  for (const spy of spies) spy.mockRestore();
});

describe("a long list", () => {
  it("follows whatever scrolls it", async () => {
    render(<Box rows={named(300)} />);
    expect(list().tagName).toBe("OL");
    expect(drawn()).toHaveLength(60);
    await scrollTo(200);
    expect(drawn()).toContain(201);
    expect(drawn()).not.toContain(1);
  });

  it("keeps what is held in the document, with what was written, and draws what is held of the rest", async () => {
    const { rerender } = render(<Box rows={named(300)} keepMounted={["row 3"]} />);
    fireEvent.change(field("row 3"), { target: { value: "half an answ" } });
    fireEvent.change(field("row 9"), { target: { value: "not held" } });
    await scrollTo(200);

    expect(drawn().slice(0, 4)).toEqual([3, 4, 5, expect.any(Number)]);
    expect(drawn()[3]).toBeGreaterThan(100);

    rerender(<Box rows={named(300)} keepMounted={["row 3", "row 290"]} />);
    expect(drawn().slice(-3)).toEqual([290, 291, 292]);

    await scrollTo(0);
    expect([field("row 3").value, field("row 9").value]).toEqual(["half an answ", ""]);
  });

  it("is whole while it is printed", async () => {
    render(<Box rows={named(300)} />);
    act(() => void window.dispatchEvent(new Event("beforeprint")));
    await scrollTo(10);
    expect(drawn()).toHaveLength(300);
    act(() => void window.dispatchEvent(new Event("afterprint")));
    expect(drawn()).toHaveLength(60);
  });
});

describe("what is read of a long list", () => {
  it("stays in its place when rows above it turn out to be higher than was thought", async () => {
    heightOf = () => 160;
    render(<Box rows={named(300)} />);
    await scrollTo(200);
    const [first] = drawn();
    scrolled -= 900;
    const read = rowOf(`row ${(first ?? 0) + 15}`);
    const before = read.getBoundingClientRect().top + scrolled;
    const was = scrolled;
    fireEvent.scroll(window);
    await frame();

    expect(drawn()[0]).toBeLessThan(first ?? 0);
    expect(scrolled).toBeGreaterThan(was);
    expect(read.getBoundingClientRect().top + scrolled - before).toBe(scrolled - was);
  });

  it("is where it was for whoever comes back to the page, however high rows are", async () => {
    heightOf = () => 163;
    const { unmount } = render(<Box rows={named(300)} />);
    for (const row of [50, 100, 150, 200]) await scrollTo(row);
    const before = [list().style.paddingTop, list().style.paddingBottom];
    unmount();
    scrolled = 0;
    render(<Box rows={named(300)} />);
    await scrollTo(200);

    expect([list().style.paddingTop, list().style.paddingBottom]).toEqual(before);
    // Not by what was estimated.
    expect(Number.parseInt(before[0] ?? "", 10) % rowHeight).not.toBe(0);
  });

  it("stays where it is when rows come before it, and has the focus also when those make the list long", async () => {
    const { rerender } = render(<Box rows={named(40)} />);
    await scrollTo(20);
    fireEvent.change(field("row 30"), { target: { value: "kept" } });
    field("row 30").focus();
    const earlier = [...named(50, "earlier"), ...named(40)];
    rerender(<Box rows={earlier} />);
    scrolled += 50 * rowHeight;
    fireEvent.scroll(window);
    await frame();

    expect([field("row 30").value, document.activeElement]).toEqual(["kept", field("row 30")]);

    const earliest = [...named(200, "earliest"), ...earlier];
    rerender(<Box rows={earliest} />);
    await frame();
    expect(drawn().length).toBeLessThan(100);
    expect(rowOf("row 20").getBoundingClientRect().top).toBe(0);
    expect([field("row 30").value, document.activeElement]).toEqual(["kept", field("row 30")]);
  });
});
