import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keptNames, testLive } from "#components/testing.tsx";
import { ApiError } from "#lib/client/api/api.ts";
import type { CreateThreadBody, Thread } from "#lib/contract/discussions.ts";
import { createPlayhead } from "../player/playhead";
import type { Posting } from "./ask-draft";
import { AskPanel } from "./ask-panel";

const wire = vi.hoisted(() => ({
  calls: [] as { body: unknown; key: string | undefined }[],
  answer: (): unknown => null,
}));

vi.mock("#lib/client/api/api.ts", async (original) => ({
  ...(await original<object>()),
  api: async (_method: string, _path: string, body?: unknown, options: { idempotencyKey?: string } = {}) => {
    wire.calls.push({ body, key: options.idempotencyKey });
    return wire.answer();
  },
}));
let second = 761;
const asked: Thread[] = [];
const stale = vi.fn();
/** The panel beside a list of discussions that holds `now`. */
const panel = (now: Partial<Thread>[] = [], posting: Partial<Posting> = {}) => (
  <AskPanel
    userId="me"
    videoId="v"
    lecturerId="l"
    posting={{ class_questions: "on", anonymity: "allowed", open: true, people: { staff: 3, enrolled: 209 }, ...posting }}
    now={() => second}
    playhead={createPlayhead(null)}
    onSeek={() => {}}
    onAsked={(thread) => asked.push(thread)}
    onStale={stale}
    threads={now as Thread[]}
  />
);
let live: ReturnType<typeof testLive>;
const show = () => render(panel(), { wrapper: live.Live });
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your question" });
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
const ask = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Ask" })));

beforeEach(() => {
  live = testLive();
  second = 761;
  asked.length = 0;
  stale.mockClear();
  wire.calls = [];
  wire.answer = () => ({ id: "t1" });
  localStorage.clear();
});
afterEach(cleanup);

describe("AskPanel", () => {
  it("asks about the second at which typing started", async () => {
    show();
    type("W");
    second = 800;
    type("Why is that so?");
    await ask();
    const text = "Why is that so?";
    const body: CreateThreadBody = {
      video_id: "v",
      lecturer_id: "l",
      visibility: "private",
      question_text: text,
      video_timestamp_seconds: 761,
    };

    expect(wire.calls).toMatchObject([{ body }]);
    expect(asked).toEqual([{ id: "t1" }]);
    expect(field().value).toBe("");
    expect(keptNames()).toEqual([]);
  });

  it("says what became of the question, for as long as that is news", async () => {
    const thread = { id: "t1", version: 1, unread: false };
    wire.answer = () => thread;
    const { rerender } = show();
    type("Why is that so?");
    await ask();
    const told = () => screen.getByRole("status").textContent;
    rerender(panel([thread]));

    expect(told()).toBe("Question sent. We’ll notify you when it’s answered. Open the discussion");
    expect(screen.getByRole("link", { name: "Open the discussion" }).getAttribute("href")).toBe("/discussions/threads/t1");

    rerender(panel([{ ...thread, version: 2, unread: true }]));
    expect(told()).toBe("Your question has an update. Open the discussion");

    rerender(panel([{ ...thread, version: 2, unread: false }]));
    expect(told()).toBe("");

    rerender(panel([]));
    expect(told()).toBe("");
  });

  it("lets the moment be moved, typed and taken away", () => {
    show();
    type("Why is that so?");
    const chip = () => screen.getByRole("button", { name: /Change it$/ }).textContent;
    fireEvent.click(screen.getByRole("button", { name: "−5 s earlier" }));

    expect(chip()).toContain("12:36");

    second = 900;
    fireEvent.click(screen.getByRole("button", { name: "Now: use the current time" }));
    expect(chip()).toContain("15:00");

    fireEvent.click(screen.getByRole("button", { name: /Change it$/ }));
    const typed = screen.getByRole("textbox", { name: "Moment, as minutes and seconds" });
    fireEvent.change(typed, { target: { value: "1:60" } });
    fireEvent.keyDown(typed, { key: "Enter" });

    expect(screen.getByText("Use a time like 12:41.")).toBeTruthy();

    fireEvent.change(typed, { target: { value: "12:41" } });
    fireEvent.keyDown(typed, { key: "Enter" });
    expect(chip()).toContain("12:41");

    fireEvent.click(screen.getByRole("button", { name: "Remove the moment" }));
    expect(screen.getByRole("button", { name: "Attach the current time" })).toBeTruthy();
  });

  it("says beside the field what is wrong, and sends nothing", async () => {
    show();
    type("Why?");
    await ask();
    expect(screen.getByText("Add a bit more detail (at least 10 characters).")).toBeTruthy();
    expect(field().getAttribute("aria-invalid")).toBe("true");
    expect(wire.calls).toEqual([]);
  });

  it("takes a second press right after asking for one", async () => {
    show();
    type("Why is that so?");
    await ask();
    await ask();

    expect(wire.calls).toHaveLength(1);
    expect(field().getAttribute("aria-invalid")).not.toBe("true");

    type("Why?");
    await ask();
    expect(field().getAttribute("aria-invalid")).toBe("true");
  });

  it("brings what the server refuses back into the form", async () => {
    wire.answer = () => Promise.reject(new ApiError(403, "You are not enrolled in this course"));
    show();
    type("Why is that so?");
    await ask();

    expect(field().value).toBe("Why is that so?");
    expect(screen.getByText("You are not enrolled in this course")).toBeTruthy();

    wire.answer = () => ({ id: "t1" });
    await ask();
    expect(wire.calls[0]?.key).toBe(wire.calls[1]?.key);
  });

  it("keeps what could not be sent over a reload, and sends it once it can, under the same key", async () => {
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    show();
    type("Why is that so?");
    await ask();

    expect(screen.getByText(/Waiting for connection/)).toBeTruthy();

    cleanup();
    await act(async () => show());
    expect(screen.getByText("Why is that so?")).toBeTruthy();

    wire.answer = () => ({ id: "t1" });
    await live.connect();
    expect(new Set(wire.calls.map(({ key }) => key)).size).toBe(1);
    expect(asked).toEqual([{ id: "t1" }]);
    expect(keptNames()).toEqual([]);
  });

  it("tries again by itself, also while the connection was never seen to be gone", async () => {
    vi.useFakeTimers();
    wire.answer = () => Promise.reject(new ApiError(503, "The server couldn’t answer. Try again."));
    show();
    type("Why is that so?");
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Ask" })));

    expect(screen.getByText(/Something went wrong\. Retrying/)).toBeTruthy();

    wire.answer = () => ({ id: "t1" });
    await act(() => vi.advanceTimersByTimeAsync(2000));
    vi.useRealTimers();

    expect(asked).toEqual([{ id: "t1" }]);
  });

  it("keeps a refused question while the next one is being written; it can be edited once the form is empty, or discarded", async () => {
    wire.answer = () => new Promise(() => {});
    show();
    type("Why is that so?");
    let refuse = () => {};
    wire.answer = () =>
      new Promise((_, reject) => {
        refuse = () => reject(new ApiError(403, "You may not post in this course"));
      });
    await ask();
    type("And this one?");
    await act(async () => refuse());

    expect(field().value).toBe("And this one?");
    expect(screen.getByText("You may not post in this course")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();

    cleanup();
    await act(async () => show());
    expect(screen.getByText("You may not post in this course")).toBeTruthy();
    expect(wire.calls).toHaveLength(1);

    type("");
    fireEvent.click(screen.getByRole("button", { name: "Edit" }));
    expect(field().value).toBe("Why is that so?");
    expect(screen.queryByRole("list", { name: "Questions being sent" })).toBeNull();
  });

  it("keeps a question that is refused after the page was left, and does not touch the draft of the next page", async () => {
    let refuse = () => {};
    wire.answer = () =>
      new Promise((_, reject) => {
        refuse = () => reject(new ApiError(403, "You may not post in this course"));
      });
    show();
    type("Why is that so?");
    await ask();
    cleanup();
    show();
    type("And this one?");
    await act(async () => refuse());

    expect(field().value).toBe("And this one?");
    expect(localStorage.getItem("handraise:draft:ask:me:v")).toContain("And this one?");
    expect(localStorage.getItem("handraise:outbox:ask:me:v")).toContain("You may not post in this course");
    expect(screen.getByText("You may not post in this course")).toBeTruthy();
  });

  it("lets a question be neither changed nor given up while it is being sent again", async () => {
    wire.answer = () => Promise.reject(new ApiError(503, "The server couldn’t answer. Try again."));
    show();
    type("Why is that so?");
    await ask();
    const disabled = () =>
      ["Try again", "Edit", "Discard"].map((name) => screen.getByRole("button", { name }).getAttribute("aria-disabled") === "true");

    expect(disabled()).toEqual([false, false, false]);

    wire.answer = () => new Promise(() => {});
    await live.connect();
    expect(disabled()).toEqual([true, true, true]);
    expect(screen.getByText(/Retrying automatically/)).toBeTruthy();
  });

  it("takes off what another tab has settled, and looks at the list", async () => {
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    show();
    type("Why is that so?");
    await ask();
    const oldValue = localStorage.getItem("handraise:outbox:ask:me:v");
    localStorage.removeItem("handraise:outbox:ask:me:v");
    act(() => void window.dispatchEvent(new StorageEvent("storage", { key: "handraise:outbox:ask:me:v", oldValue, newValue: null })));

    expect(screen.queryByText(/Waiting for connection/)).toBeNull();
    expect(stale).toHaveBeenCalledOnce();
    expect(wire.calls).toHaveLength(1);
  });

  it("keeps the draft over a reload", () => {
    show();
    type("Why is");
    cleanup();
    second = 5;
    show();

    expect(field().value).toBe("Why is");
    expect(screen.getByRole("button", { name: /Change it$/ }).textContent).toContain("12:41");
  });
});
