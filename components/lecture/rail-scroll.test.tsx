import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useNoLayout } from "#components/testing.tsx";
import { useFollow } from "./rail-scroll";

useNoLayout();
const scrolled: number[] = [];
/** Six questions of 100 px each in a rail of 300 px. */
function TestRail({ current, on = true }: { current: string | null; on?: boolean }) {
  const rail = useRef<HTMLDivElement>(null);
  useFollow(rail, current, on);
  return (
    <div ref={rail} data-testid="rail" style={{ overflowY: "auto" }}>
      {["a", "b", "c", "d", "e", "f"].map((id) => (
        <p key={id} id={`question-${id}`}>
          {id}
        </p>
      ))}
    </div>
  );
}

/** Stubs of the layout that jsdom lacks. */
const laidOut = () => [
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(300),
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(100),
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(function (this: HTMLElement) {
    return { top: "abcdef".indexOf(this.id.slice(-1)) * 100 } as DOMRect;
  }),
];
HTMLElement.prototype.scrollTo = (to?: ScrollToOptions | number) => void scrolled.push((to as ScrollToOptions).top as number);
let spies: ReturnType<typeof laidOut>;
beforeEach(() => {
  scrolled.length = 0;
  spies = laidOut();
});
afterEach(() => {
  cleanup();
  for (const spy of spies) spy.mockRestore();
});

describe("the rail", () => {
  it("follows to a card out of sight, and stays for one in sight", () => {
    const { rerender } = render(<TestRail current="b" />);
    expect(scrolled).toEqual([]);
    rerender(<TestRail current="f" />);
    expect(scrolled).toEqual([425]);
  });

  it("stays where a person has it in hand, or reads a card", () => {
    const { rerender } = render(<TestRail current="a" />);
    fireEvent.wheel(screen.getByTestId("rail"));
    rerender(<TestRail current="f" />);
    expect(scrolled).toEqual([]);
    cleanup();
    render(<TestRail current="f" on={false} />);
    expect(scrolled).toEqual([]);
  });
});
