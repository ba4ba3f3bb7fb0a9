import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { testLive, useNoLayout } from "#components/testing.tsx";
import { ApiError } from "#lib/client/api/api.ts";
import { testDiscussion, testMessage, testOwnMessage, testRow } from "#lib/client/testing.ts";
import { TestThreadView } from "./testing";

type Call = { method: string; path: string; body: unknown; key: string | undefined };
const wire = vi.hoisted(() => ({ calls: [] as Call[], answer: (_call: Call): unknown => undefined }));
vi.mock("#lib/client/api/api.ts", async (original) => ({
  ...(await original<object>()),
  api: async (method: string, path: string, body?: unknown, options: { idempotencyKey?: string } = {}) => {
    const call = { method, path, body, key: options.idempotencyKey };
    wire.calls.push(call);
    return wire.answer(call);
  },
}));

const { id, lecturer_id: lecturer } = testDiscussion();
let live: ReturnType<typeof testLive>;
const show = (initial = testDiscussion(), block: { reason: string | null } | null = null) =>
  render(<TestThreadView initial={initial} block={block} />, { wrapper: live.Live });
const messages = () => within(screen.getByRole("region", { name: "Messages" }));
/** How often the page joined the thread's room, which also asks for the version that the server has. */
const joins = () => live.sentOf("thread:join").length;

useNoLayout();
beforeEach(() => {
  live = testLive();
  live.answers.set("thread:join", () => ({ ok: true, version: 2 }));
  wire.calls = [];
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("ThreadView", () => {
  it("tells a blocked student why nothing can be written here, and leaves the discussion to be read", () => {
    show(testDiscussion(), { reason: "Please be kind." });
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(screen.getByText(/You can read this course but not post in it/)).toBeTruthy();
    expect(screen.getByText(/Please be kind/)).toBeTruthy();
    expect(messages().getByText("message 2")).toBeTruthy();
  });

  it("shows who is typing until their message comes", async () => {
    show();
    await live.receive("thread:typing", { threadId: id, userId: lecturer, name: "Lee Lecturer" });
    const typing = () => screen.queryAllByRole("status").filter(({ textContent }) => textContent === "Lee Lecturer is typing…");

    expect(typing()).toHaveLength(1);

    await live.receive("thread:message", { message: testMessage(3), version: 3 });
    expect(typing()).toHaveLength(0);
    expect(messages().getByText("message 3")).toBeTruthy();
  });

  it("says when one's last message was seen", async () => {
    show(testDiscussion({ messages: [testOwnMessage(1, "How do I declare one?"), testOwnMessage(2, "Anyone?")] }));
    expect(messages().queryByText(/Seen/)).toBeNull();

    const receipt = testRow(42, { threadId: id, action: "thread_read" });
    await live.notify(receipt);
    expect(messages().getByText(/Seen/).querySelector("time")?.dateTime).toBe(receipt.timestamp);
  });

  it("fetches again when the server has another version", async () => {
    wire.answer = () => testDiscussion({ version: 3, messages: [...testDiscussion().messages, testMessage(3)] });
    show();
    live.answers.set("thread:join", () => ({ ok: true, version: 3 }));
    await live.connect();
    expect(await messages().findByText("message 3")).toBeTruthy();
    expect(wire.calls).toMatchObject([{ method: "GET", path: `/api/discussions/threads/${id}` }]);
  });

  it("looks for what may have been lost: after a catch-up, and when a notification comes without its event", async () => {
    vi.useFakeTimers();
    const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
    show();
    await live.connect();
    await pass(1500);
    await live.missed();
    await pass(300);

    expect(joins()).toBe(2);

    await pass(1500);
    await live.notify(testRow(3, { threadId: id }));
    await live.receive("thread:message", { message: testMessage(3), version: 3 });
    await pass(1500);

    expect(joins()).toBe(2);

    await pass(1500);
    await live.notify(testRow(4, { threadId: id }));
    await pass(1500);

    expect(joins()).toBe(3);
  });

  it("looks for an event that was lost right after the page was let in", async () => {
    vi.useFakeTimers();
    const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
    show();
    await live.connect();
    await pass(100);
    const before = joins();

    await live.notify(testRow(3, { threadId: id }));
    await pass(1500);

    expect(joins()).toBe(before + 1);
  });

  it("reads what comes on screen, also what came while the answer to the last reading was on its way", async () => {
    vi.useFakeTimers();
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(private readonly report: (entries: { target: Element; isIntersecting: boolean }[]) => void) {}
        observe(target: Element) {
          this.report([{ target, isIntersecting: true }]);
        }
        disconnect() {}
      },
    );
    const answers: (() => void)[] = [];
    wire.answer = () => new Promise((resolve) => answers.push(() => resolve(testDiscussion())));
    const came = async (number: number) => {
      await live.receive("thread:message", { message: testMessage(number), version: number });
      await live.notify(testRow(number, { threadId: id }));
      await act(() => vi.advanceTimersByTimeAsync(300));
    };
    show();
    await act(() => vi.advanceTimersByTimeAsync(1000));

    expect(wire.calls).toEqual([]);

    await came(3);
    await act(() => vi.advanceTimersByTimeAsync(300));
    await came(4);
    await act(async () => answers[0]?.());
    await act(() => vi.advanceTimersByTimeAsync(1000));
    vi.useRealTimers();

    expect(wire.calls.map(({ path, body }) => [path, body])).toEqual([
      [`/api/discussions/threads/${id}/read`, { up_to_message_id: testMessage(3).id }],
      [`/api/discussions/threads/${id}/read`, { up_to_message_id: testMessage(4).id }],
    ]);
  });

  it("looks whether it is still ours when something about the course has changed", async () => {
    vi.useFakeTimers();
    show();
    await live.connect();
    await live.receive("courses:changed", { courseId: "another" });
    await live.receive("courses:changed", { courseId: testDiscussion().course_id, videoId: testDiscussion().video_id });
    await act(() => vi.advanceTimersByTimeAsync(3000));

    expect(joins()).toBe(1);

    await live.receive("courses:changed", { courseId: testDiscussion().course_id });
    await act(() => vi.advanceTimersByTimeAsync(3000));
    expect(joins()).toBe(2);
  });

  it.each([
    [404, "This question was deleted"],
    [403, "You no longer have access"],
  ])("asks for a discussion that it is not let into: %i is said", async (status, said) => {
    wire.answer = () => Promise.reject(new ApiError(status, "No"));
    show();
    live.answers.set("thread:join", () => ({ ok: false, error: "No" }));
    await live.connect();

    expect(await screen.findByText(said)).toBeTruthy();
    expect(wire.calls).toHaveLength(1);
  });

  it("says so when the question was deleted, and goes on saying it", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => Promise.resolve(new Response()));
    show();
    const interruption = async () => {
      await live.connect();
      await act(() => vi.advanceTimersByTimeAsync(2000));
    };
    await interruption();

    expect(navigation.went).toEqual(["refresh"]);

    await live.connect();
    await live.receive("thread:removed", { threadId: id, version: 3 });
    await interruption();

    expect(navigation.went).toEqual(["refresh"]);
    expect(screen.getByRole("heading", { level: 1, name: "This question was deleted" })).toBeTruthy();
  });

  it("shows what was written when the question went, and copies it", async () => {
    const copied: string[] = [];
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText: async (text: string) => copied.push(text) } });
    const own = testOwnMessage(2, "Anyone?");
    show(testDiscussion({ messages: [testOwnMessage(1, "How do I declare one?"), own] }));
    fireEvent.change(screen.getByRole("textbox", { name: "Your reply" }), { target: { value: "I found it: the" } });
    localStorage.setItem(`handraise:draft:edit:${own.author_user_id}:${id}:${own.id}`, "Anyone awake?");
    localStorage.setItem(`handraise:draft:edit:${own.author_user_id}:another:${own.id}`, "Elsewhere");
    await live.receive("thread:removed", { threadId: id, version: 3 });

    expect(await screen.findByRole("heading", { name: "What you wrote here" })).toBeTruthy();
    expect(screen.getByText("Anyone awake?")).toBeTruthy();
    expect(screen.queryByText("Elsewhere")).toBeNull();

    await act(async () => fireEvent.click(screen.getAllByRole("button", { name: "Copy" })[0] as HTMLElement));
    expect(copied).toEqual(["I found it: the"]);
    expect(screen.getByRole("button", { name: "Copied" })).toBeTruthy();
  });

  it("says no more than that when nothing was being written", async () => {
    show();
    await live.receive("thread:removed", { threadId: id, version: 3 });
    expect(await screen.findByText("This question was deleted")).toBeTruthy();
    expect(screen.queryByText("What you wrote here")).toBeNull();
  });
});
