import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { lazyPart } from "./lazy-part";

afterEach(cleanup);

/** A page with a part whose module loads at the given try. */
async function show(comesAt: number) {
  const load = vi.fn(async () => {
    if (load.mock.calls.length < comesAt) throw new Error("as a chunk does that the network did not bring");
    return { default: ({ text }: { text: string }) => <p>{text}</p> };
  });
  const Part = lazyPart<{ text: string }>(load);
  const failed = (retry: () => void) => (
    <button type="button" onClick={retry}>
      Try again
    </button>
  );
  // Without it React writes every error that a boundary catches to the console.
  await act(async () =>
    render(
      <main>
        The page
        <Part waiting={<p>Loading</p>} failed={failed} props={{ text: "The part" }} />
      </main>,
      { onCaughtError: () => {} },
    ),
  );
  return load;
}

describe("lazyPart", () => {
  it("leaves the page when its part does not come, and fetches it again when asked for", async () => {
    await show(3);
    expect(screen.getByText(/The page/)).toBeTruthy();
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Try again" })));
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Try again" })));
    expect(screen.getByText("The part")).toBeTruthy();
  });

  it("fetches its part again by itself when the network is back, and only if it had failed", async () => {
    const load = await show(2);
    await act(async () => void window.dispatchEvent(new Event("online")));
    expect(screen.getByText("The part")).toBeTruthy();
    await act(async () => void window.dispatchEvent(new Event("online")));
    expect(load).toHaveBeenCalledTimes(2);
  });
});
