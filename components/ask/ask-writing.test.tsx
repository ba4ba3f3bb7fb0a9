import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive, useFakeRest } from "#components/testing.tsx";
import { testThread } from "#lib/client/testing.ts";
import { createPlayhead } from "../player/playhead";
import { AskPanel } from "./ask-panel";

const rest = useFakeRest();
const writing = vi.fn();
const playhead = createPlayhead(null);
let live: ReturnType<typeof testLive>;
const show = () =>
  render(
    <AskPanel
      userId="me"
      videoId="v"
      lecturerId="l"
      posting={{ class_questions: "off", anonymity: "off", open: true, people: null }}
      playhead={playhead}
      now={() => 761}
      onWriting={writing}
      onSeek={() => {}}
      onAsked={() => {}}
      onStale={() => {}}
      threads={[]}
    />,
    { wrapper: live.Live },
  );
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your question" });
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
const ask = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Ask" })));

beforeEach(() => {
  live = testLive();
  writing.mockClear();
  rest.route = () => testThread();
  localStorage.clear();
});
afterEach(cleanup);

describe("writing a question", () => {
  it("shows the second as the video goes on, until typing keeps it", async () => {
    show();
    act(() => playhead.move(14));
    const chip = () => screen.getByRole("button", { name: "Attach the current time" });
    expect(chip().textContent).toBe("0:14");
    act(() => playhead.move(15));
    expect(chip().textContent).toBe("0:15");
    screen.getByText("kept when you start typing");

    type("W");
    expect(screen.queryByText("kept when you start typing")).toBeNull();
    act(() => playhead.move(16));
    screen.getByRole("button", { name: /12 minutes 41 seconds. Change it$/ });
  });

  it("says when one begins to write and when that is over, by sending, emptying or Escape", async () => {
    show();
    type("W");
    type("Why is that so?");
    expect(writing.mock.calls).toEqual([[true]]);
    await ask();
    expect(writing.mock.calls).toEqual([[true], [false]]);

    type("W");
    type("");
    fireEvent.keyDown(field(), { key: "Escape" });
    expect(writing.mock.calls.slice(2)).toEqual([[true], [false], [false]]);
  });

  it("remembers in this browser whether the video pauses meanwhile", () => {
    const { unmount } = show();
    const toggle = () => screen.getByRole<HTMLInputElement>("checkbox", { name: "Pause while I type" });
    expect(toggle().checked).toBe(true);
    fireEvent.click(toggle());
    unmount();
    show();
    expect(toggle().checked).toBe(false);
  });

  it("has a preview of its Markdown", async () => {
    show();
    type("Why is *that* so?");
    fireEvent.click(screen.getByRole("tab", { name: "Preview" }));
    await screen.findByText("that");
    expect(screen.queryByRole("textbox", { name: "Your question" })).toBeNull();
  });
});
