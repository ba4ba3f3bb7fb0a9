import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPlayhead } from "../player/playhead";
import ResumeNote from "./resume-note";

const onClose = vi.fn();
const show = () => {
  const playhead = createPlayhead(55);
  render(<ResumeNote {...{ seconds: 55, playhead, onClose }} onRestart={() => {}} />);
  return playhead;
};
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));

beforeEach(() => {
  vi.useFakeTimers();
  onClose.mockClear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("the note of where a video resumes", () => {
  it("goes ten seconds after it came, where nothing plays", () => {
    show();
    wait(9_900);
    expect(onClose).not.toHaveBeenCalled();
    wait(200);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("goes when five seconds of the video were played", () => {
    const playhead = show();
    act(() => playhead.move(59));
    wait(4_000);
    expect(onClose).not.toHaveBeenCalled();
    act(() => playhead.move(60));
    wait(300);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("stays while it has the focus", () => {
    const playhead = show();
    const button = screen.getByRole("button", { name: "Start over" });
    act(() => button.focus());
    act(() => playhead.move(80));
    wait(30_000);
    expect(onClose).not.toHaveBeenCalled();

    act(() => button.blur());
    wait(300);
    expect(onClose).toHaveBeenCalledOnce();
  });
});
