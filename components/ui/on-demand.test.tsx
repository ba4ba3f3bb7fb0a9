import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { loadWhenIdle, onDemand, useOpened } from "./on-demand";

/** A part that loads or fails when the test says so, and loads at once after it: tests of other files wait for all parts there are. */
function slow() {
  const tries: { arrive: () => void; fail: () => void }[] = [];
  let isOver = false;
  const part = onDemand(
    () =>
      new Promise<string>((done, failed) => {
        tries.push({ arrive: () => done("the part"), fail: () => failed(new Error("no network")) });
        if (isOver) done("the part");
      }),
  );
  onTestFinished(() => {
    isOver = true;
    for (const { arrive } of tries) arrive();
  });
  return { part, tries };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe("onDemand", () => {
  it("loads while the page is idle what is on screen, trying until it is there, and is there from the first render on afterwards", async () => {
    const { part, tries } = slow();
    const Shown = () => <p>{part.use() ?? "nothing yet"}</p>;
    const stop = loadWhenIdle();
    await pass(5000);
    expect(tries).toHaveLength(0);

    render(<Shown />);
    await pass(1000);
    expect(tries).toHaveLength(1);
    await act(async () => tries[0]?.fail());
    await act(async () => window.dispatchEvent(new Event("online")));
    await pass(1000);
    expect(tries).toHaveLength(2);
    await act(async () => tries[1]?.fail());
    await pass(10_000);
    expect(tries).toHaveLength(3);
    screen.getByText("nothing yet");

    await act(async () => tries[2]?.arrive());
    screen.getByText("the part");
    await pass(60_000);
    expect(tries).toHaveLength(3);
    stop();

    cleanup();
    render(<Shown />);
    screen.getByText("the part");
  });

  it("says when what was to be opened could not be loaded, and loads it anew with the next press", async () => {
    const { part: another, tries: tried } = slow();
    const failed = vi.fn();
    const Opened = ({ open }: { open: boolean }) => <p>{useOpened(another, open, failed) ?? "nothing yet"}</p>;
    const { rerender } = render(<Opened open={false} />);
    expect(tried).toHaveLength(0);

    rerender(<Opened open />);
    await act(async () => tried[0]?.fail());
    expect(failed).toHaveBeenCalledOnce();

    rerender(<Opened open={false} />);
    rerender(<Opened open />);
    await act(async () => tried[1]?.arrive());
    screen.getByText("the part");
    expect(failed).toHaveBeenCalledOnce();
  });
});
