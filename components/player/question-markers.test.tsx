import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { Marker } from "./markers";
import { QuestionMarkers } from "./question-markers";

afterEach(cleanup);

const markers = [10, 20, 30].map(
  (seconds): Marker => ({ seconds, until: seconds, count: 1, ids: [`q${seconds}`], labels: [`Question at ${seconds}`], ofOthers: false }),
);

describe("the markers of a time line", () => {
  it("are one stop of the Tab key, and arrows lead from one to the other", () => {
    render(<QuestionMarkers markers={markers} duration={60} onMarker={undefined} />);
    const all = screen.getAllByRole("button");
    const stops = () => all.flatMap((marker, at) => (marker.tabIndex === 0 ? [at] : []));
    expect(stops()).toEqual([0]);

    all[0]?.focus();
    const at = ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"].map((key) => {
      expect(fireEvent.keyDown(document.activeElement as Element, { key })).toBe(false);
      return all.indexOf(document.activeElement as HTMLElement);
    });
    expect(at).toEqual([1, 2, 2, 1, 0, 2]);
    expect(stops()).toEqual([2]);
    expect(fireEvent.keyDown(document.activeElement as Element, { key: "Enter" })).toBe(true);
  });

  it("hide their tip while their questions are listed above them", () => {
    render(<QuestionMarkers markers={markers} duration={60} onMarker={() => undefined} />);
    const [first] = screen.getAllByRole("button");
    const tip = () => first?.textContent;
    expect(tip()).toContain("Question at 10");

    fireEvent.click(first as Element);
    expect(tip()).toBe("");

    fireEvent.pointerLeave(first as Element);
    expect(tip()).toContain("Question at 10");
  });
});
