import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { renderOnServer } from "../testing";
import { lazyPart } from "./lazy-part";
import { onDemand } from "./on-demand";
import { PaintedPart } from "./painted-part";

afterEach(cleanup);

describe("a part that the server has painted", () => {
  it("stays through every change around it until its code is there, and then works", async () => {
    const press = vi.fn();
    const Button = () => (
      <button type="button" onClick={press}>
        Add a lecture
      </button>
    );
    let arrive = () => {};
    const Part = lazyPart<object>(() => new Promise((resolve) => (arrive = () => resolve({ default: Button }))));
    const code = onDemand(Part.prepare);
    const page = (title: string) => (
      <main title={title}>
        <PaintedPart code={code} content="empty">
          <Part waiting={null} failed={() => null} props={{}} />
        </PaintedPart>
      </main>
    );
    const container = document.createElement("div");
    document.body.append(container);
    container.innerHTML = renderOnServer(
      <main title="one">
        <div className="contents">
          <Button />
        </div>
      </main>,
    );
    const button = screen.getByRole("button", { name: "Add a lecture" });

    const { rerender } = await act(async () => render(page("one"), { container, hydrate: true }));
    await act(async () => rerender(page("two")));
    expect(screen.getByRole("button", { name: "Add a lecture" })).toBe(button);

    const loading = code.load();
    arrive();
    await act(() => loading);
    fireEvent.click(screen.getByRole("button", { name: "Add a lecture" }));
    expect(press).toHaveBeenCalledOnce();
  });
});
