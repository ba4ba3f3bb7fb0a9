import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keptNames, testLive, useNoLayout } from "#components/testing.tsx";
import { ApiError } from "#lib/client/api/api.ts";
import { testDiscussion, testOwnMessage } from "#lib/client/testing.ts";
import type { Message } from "#lib/contract/discussions.ts";
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

const { id, student_id: student } = testDiscussion();
let live: ReturnType<typeof testLive>;
const show = (initial = testDiscussion()) => render(<TestThreadView initial={initial} />, { wrapper: live.Live });
const messages = () => within(screen.getByRole("region", { name: "Messages" }));
const write = (text: string) => fireEvent.change(screen.getByRole("textbox", { name: "Your reply" }), { target: { value: text } });
const send = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Send" })));
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

describe("a reply", () => {
  it("is sent once by a double press, without a word about the empty field it leaves", async () => {
    wire.answer = () => new Promise(() => {});
    show();
    const field = screen.getByRole("textbox", { name: "Your reply" });
    const press = () => act(async () => fireEvent.keyDown(field, { key: "Enter", ctrlKey: true }));
    await press();
    expect(screen.getByText("Write something first.")).toBeTruthy();

    write("thank you");
    await press();
    await press();
    expect(wire.calls).toHaveLength(1);
    expect(screen.queryByText("Write something first.")).toBeNull();
  });

  it("stands there at once, and once when answer and event have both come", async () => {
    let finish: (message: Message) => void = () => {};
    wire.answer = () => new Promise((resolve) => (finish = resolve));
    show();
    write("thank you");
    await send();

    expect(messages().getByText("Sending")).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your reply" }).value).toBe("");

    await live.receive("thread:message", { message: testOwnMessage(3, "thank you"), version: 3 });
    expect(messages().getAllByText("thank you")).toHaveLength(1);

    await act(async () => finish(testOwnMessage(3, "thank you")));
    expect(messages().getAllByText("thank you")).toHaveLength(1);
    expect(messages().queryByText("Sending")).toBeNull();
    expect(screen.getAllByRole("status").some(({ textContent }) => textContent === "Sent")).toBe(true);
    expect(keptNames()).toEqual([]);
  });

  it("that could not be sent is kept, and sent again under the same key when the connection is back", async () => {
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    show();
    write("thank you");
    await send();

    expect(messages().getByText(/Waiting for connection/)).toBeTruthy();
    expect(keptNames()).toHaveLength(1);

    wire.answer = () => testOwnMessage(3, "thank you");
    await live.connect();
    const posts = wire.calls.filter(({ method, path }) => method === "POST" && path.endsWith("/messages"));

    expect(posts).toHaveLength(2);
    expect(posts[0]?.key).toBe(posts[1]?.key);
    expect(messages().queryByText(/Not sent/)).toBeNull();
    expect(messages().getAllByText("thank you")).toHaveLength(1);
    expect(keptNames()).toEqual([]);
  });

  it("goes out in the order of writing, though the first could not be sent at once", async () => {
    vi.useFakeTimers();
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    show();
    write("first");
    await send();
    write("second");
    await send();
    wire.calls = [];
    wire.answer = ({ body }) => testOwnMessage(body && JSON.stringify(body).includes("first") ? 3 : 4, JSON.stringify(body));
    await act(() => vi.advanceTimersByTimeAsync(5000));
    vi.useRealTimers();

    expect(wire.calls.map(({ body }) => body)).toEqual([{ content: "first" }, { content: "second" }]);
    expect(keptNames()).toEqual([]);
  });

  it("that is refused stays, over a reload too, and is not sent again by itself, until it is given up", async () => {
    wire.answer = () => Promise.reject(new ApiError(403, "You may not post in this course"));
    show();
    write("thank you");
    await send();
    cleanup();
    await act(async () => show());

    expect(messages().getByText("You may not post in this course")).toBeTruthy();

    await live.connect();
    expect(wire.calls).toHaveLength(1);

    fireEvent.click(screen.getByRole("button", { name: "Discard" }));
    expect(messages().queryByText("thank you")).toBeNull();
    expect(keptNames()).toEqual([]);
  });

  it("that another tab has settled is not sent from here", async () => {
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    vi.useFakeTimers();
    show();
    await live.connect();
    await act(() => vi.advanceTimersByTimeAsync(1500));
    write("thank you");
    await send();
    const key = `handraise:outbox:reply:${student}:${id}`;
    const oldValue = localStorage.getItem(key);
    localStorage.removeItem(key);
    act(() => void window.dispatchEvent(new StorageEvent("storage", { key, oldValue, newValue: null })));
    // It asks the server whether the other tab has sent it.
    expect(joins()).toBe(2);

    await live.connect();
    vi.useRealTimers();

    expect(wire.calls).toHaveLength(1);
    expect(messages().queryByText("thank you")).toBeNull();
  });

  it("keeps its draft over a reload", () => {
    show();
    write("half a thou");
    cleanup();
    show();
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your reply" }).value).toBe("half a thou");
  });

  it("is written in one line until it is used, by the focus or by a text", async () => {
    show();
    const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your reply" });
    const used = () => field.closest("form")?.dataset.used;

    expect([used(), field.rows, field.dir]).toEqual(["false", 1, "auto"]);

    act(() => field.focus());
    expect(used()).toBe("true");

    act(() => field.blur());
    // The field stays large until the pointer is released, so that a button does not move while it is pressed.
    expect(used()).toBe("true");

    fireEvent.pointerUp(document.body);
    await act(() => new Promise((done) => requestAnimationFrame(() => done(undefined))));
    expect(used()).toBe("false");

    write("a draft");
    expect(used()).toBe("true");
  });

  it("keeps the focus while one of its buttons is pressed", () => {
    show();
    write("a draft");
    expect(fireEvent.mouseDown(screen.getByRole("button", { name: "Send" }))).toBe(false);
    expect(fireEvent.mouseDown(screen.getByRole("textbox", { name: "Your reply" }))).toBe(true);
  });

  it("says that it reopens", () => {
    show(testDiscussion({ status: "resolved" }));
    expect(screen.getByText("Replying will reopen this question.")).toBeTruthy();
  });
});
