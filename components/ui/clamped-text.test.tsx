import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ClampedText } from "./clamped-text";

afterEach(cleanup);

describe("ClampedText", () => {
  it("shows the beginning of a long text, and all of it on request", () => {
    const long = Array.from({ length: 16 }, (_, at) => `line ${at}`).join("\n");
    render(<ClampedText text={long} />);
    const prose = screen.getByText(/line 15/);
    expect(prose.className).toContain("line-clamp-5");

    fireEvent.click(screen.getByRole("button", { name: "Show more" }));
    expect(prose.className).not.toContain("line-clamp-5");
    expect(screen.getByRole("button", { name: "Show less", expanded: true })).toBeTruthy();
  });

  it("leaves a short text as it is", () => {
    render(<ClampedText text={"Graphs,\nand trees."} />);
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByText(/and trees/).className).not.toContain("line-clamp-5");
  });
});
