import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { MoreButton } from "./more-button";

afterEach(cleanup);

let answer: (rows: string[], hasMore: boolean) => void = () => {};

function List({ links = true }: { links?: boolean }) {
  const [state, setState] = useState({ rows: ["a", "b"], hasMore: true, loading: false });
  answer = (rows, hasMore) => setState({ rows, hasMore, loading: false });
  return (
    <div>
      <ul>
        {state.rows.map((row) => (
          <li key={row}>{links ? <a href={`/${row}`}>{row}</a> : row}</li>
        ))}
      </ul>
      <p>Something between</p>
      <MoreButton hasMore={state.hasMore} loading={state.loading} onMore={() => setState((held) => ({ ...held, loading: true }))} />
    </div>
  );
}
const press = () => {
  const button = screen.getByRole("button", { name: "Show more" });
  button.focus();
  act(() => fireEvent.click(button));
};

describe("MoreButton", () => {
  it("hands its focus to the first of the last rows, and keeps it while there is more", () => {
    render(<List />);
    press();
    screen.getByRole("button", { name: "Loading…" });

    act(() => answer(["a", "b", "c", "d"], true));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Show more" }));

    press();
    act(() => answer(["a", "b", "c", "d", "e", "f"], false));
    expect(document.activeElement).toBe(screen.getByRole("link", { name: "e" }));
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("hands it on when the rows come a render after the loading has ended", () => {
    render(<List />);
    press();

    act(() => answer(["a", "b"], true));
    act(() => answer(["a", "b", "c"], false));

    expect(document.activeElement).toBe(screen.getByRole("link", { name: "c" }));
  });

  it("hands it on when the list goes on by itself, and the button is pressed too late or only has the focus", () => {
    render(<List />);
    act(() => screen.getByRole("button", { name: "Show more" }).focus());

    act(() => answer(["a", "b", "c"], false));

    expect(document.activeElement).toBe(screen.getByRole("link", { name: "c" }));
  });

  it("hands it to a row in which nothing else can have it", () => {
    render(<List links={false} />);
    press();
    act(() => answer(["a", "b", "c"], false));
    expect(document.activeElement?.textContent).toBe("c");
  });

  it("leaves a focus alone that has gone elsewhere, or was never there", () => {
    render(<List />);
    press();
    screen.getByRole("link", { name: "a" }).focus();

    act(() => answer(["a", "b", "c"], false));
    expect(document.activeElement).toBe(screen.getByRole("link", { name: "a" }));

    cleanup();
    render(<List />);
    act(() => answer(["a", "b", "c"], false));

    expect(document.activeElement).toBe(document.body);
  });
});
