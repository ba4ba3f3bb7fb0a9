import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest } from "#components/testing.tsx";
import { createPlayhead } from "../player/playhead";
import type { Posting } from "./ask-draft";
import { AskPanel } from "./ask-panel";

const open: Posting = { class_questions: "on", anonymity: "allowed", open: true, people: { staff: 3, enrolled: 209 } };
const panel = (posting: Partial<Posting> = {}) => (
  <AskPanel
    userId="me"
    videoId="v"
    lecturerId="l"
    posting={{ ...open, ...posting }}
    playhead={createPlayhead(null)}
    now={() => 7}
    onSeek={() => {}}
    onAsked={() => {}}
    onStale={() => {}}
    threads={[]}
  />
);
const rest = useFakeRest();
let live: ReturnType<typeof testLive>;
const show = (posting: Partial<Posting> = {}) => render(panel(posting), { wrapper: live.Live });
const type = (text: string) => fireEvent.change(screen.getByRole("textbox", { name: "Your question" }), { target: { value: text } });
const ask = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Ask" })));
const choose = (name: "Private" | "Class") => fireEvent.click(screen.getByRole("radio", { name }));
const sees = () => screen.getByText(/^(Private|Class): /).textContent;

beforeEach(() => {
  live = testLive();
  localStorage.clear();
});
afterEach(cleanup);

describe("asking", () => {
  it("says who will see the question before it is posted, and posts it so", async () => {
    show();
    expect(sees()).toBe("Private: you and 3 staff");

    choose("Class");
    expect(sees()).toBe("Class: 212 people see it, with your name.");

    fireEvent.click(screen.getByRole("checkbox", { name: "Hide my name from classmates" }));
    expect(sees()).toBe("Class: 212 people see it, asked anonymously. Staff see your name only when they ask for it, which is logged.");

    type("Why is that so?");
    await ask();
    expect(rest.calls.at(-1)?.body).toMatchObject({ visibility: "class", anonymous: true, question_text: "Why is that so?" });
    // The next question begins with the course's defaults.
    expect(sees()).toBe("Private: you and 3 staff");
  });

  it("begins with what the course has chosen", () => {
    show({ class_questions: "default", anonymity: "default" });
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Class" }).checked).toBe(true);
    expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /Hide my name/ }).checked).toBe(true);
  });

  it("offers nothing that the course has switched off, and still says who sees it", () => {
    const { unmount } = show({ class_questions: "off", people: null });
    expect(screen.queryByRole("radio")).toBeNull();
    expect(sees()).toBe("Private: you and the staff");

    unmount();
    show({ class_questions: "default", anonymity: "off" });
    expect(screen.queryByRole("checkbox", { name: /Hide my name/ })).toBeNull();
  });

  it("says that posting is closed, and keeps what was typed until it is open", () => {
    const { rerender } = show();
    type("Why is that so?");
    rerender(panel({ open: false }));

    screen.getByText("Posting is closed in this course. What you’ve typed is kept in this browser.");
    expect(screen.queryByRole("textbox")).toBeNull();

    rerender(panel());
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your question" }).value).toBe("Why is that so?");
  });
});
