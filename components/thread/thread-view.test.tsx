import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useEffect } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeSocket } from "#lib/client/testing";
import type { ThreadListener } from "#lib/client/thread/thread-channel";
import type { Message, ThreadWithMessages } from "#lib/contract/discussions";
import type { NotificationEvent } from "#lib/contract/notifications";
import { aThread } from "#lib/testing/a-thread";
import { ThreadView } from "./thread-view";

type Call = { method: string; path: string; body: unknown; key: string | undefined };

const wire = vi.hoisted(() => ({
  calls: [] as Call[],
  answer: (_call: Call): unknown => undefined,
  listener: {} as ThreadListener,
  notify: (_event: NotificationEvent): void => {},
  caughtUp: (): void => {},
  check: vi.fn(),
}));

vi.mock("#lib/client/api/api", async (original) => ({
  ...(await original<object>()),
  api: async (method: string, path: string, body?: unknown, options: { idempotencyKey?: string } = {}) => {
    const call = { method, path, body, key: options.idempotencyKey };
    wire.calls.push(call);
    return wire.answer(call);
  },
}));
vi.mock("#lib/client/thread/thread-channel", () => ({
  watchThread: (_socket: unknown, _id: string, listener: ThreadListener) => {
    wire.listener = listener;
    return { check: wire.check, stop: () => {} };
  },
  sendTyping: () => {},
}));
vi.mock("../live/realtime-provider", () => ({
  useSocket: () => socket,
  useOnCaughtUp: (listener: () => void) => useCaughtUp(listener),
  useInbox: () => 0,
  useInboxStore: () => ({ getState: () => ({ byId: {} }) }),
  useOnNotification: (listener: (event: NotificationEvent) => void) => {
    wire.notify = listener;
  },
}));
const refresh = vi.hoisted(() => vi.fn());
vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => {}, refresh }) }));

const { socket, receive } = fakeSocket();
const listeners = new Set<() => void>();
const useCaughtUp = (listener: () => void) => {
  useEffect(() => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  });
};
wire.caughtUp = () => {
  for (const listener of [...listeners]) listener();
};
const student = "00000000-0000-4000-8000-000000000001";
const lecturer = "00000000-0000-4000-8000-000000000002";
const id = "00000000-0000-4000-8000-00000000000a";
const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, "0")}:00.000Z`;

const message = (number: number, over: Partial<Message> = {}): Message => ({
  id: `00000000-0000-4000-8000-0000000001${String(number).padStart(2, "0")}`,
  thread_id: id,
  author_user_id: lecturer,
  author_name: "Lee Lecturer",
  author_role: "lecturer",
  content: `message ${number}`,
  created_at: at(number),
  edited_at: null,
  ...over,
});
const own = (number: number, content: string) =>
  message(number, { author_user_id: student, author_name: "Sam Student", author_role: "student", content });

const thread = (over: Partial<ThreadWithMessages> = {}): ThreadWithMessages => ({
  ...aThread({ id, student_id: student, student_name: "Sam Student", lecturer_id: lecturer, lecturer_name: "Lee Lecturer", version: 2 }),
  created_at: at(1),
  updated_at: at(2),
  messages: [own(1, "How do I declare one?"), message(2)],
  ...over,
});

const show = (initial = thread(), block: { reason: string | null } | null = null) =>
  render(
    <ThreadView
      me={{ id: student, name: "Sam Student", role: "student" }}
      initial={initial}
      courseTitle="Python"
      video={null}
      muted={false}
      block={block}
    />,
  );
const messages = () => within(screen.getByRole("region", { name: "Messages" }));
const write = (text: string) => fireEvent.change(screen.getByRole("textbox", { name: "Your reply" }), { target: { value: text } });
const send = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Send" })));
const receipt = (minute: number) =>
  ({ type: "thread/discussion", payload: { action: "thread_read", threadId: id, timestamp: at(minute) } }) as NotificationEvent;

beforeEach(() => {
  class Unmoved {
    observe() {}
    disconnect() {}
  }
  vi.stubGlobal("IntersectionObserver", Unmoved);
  vi.stubGlobal("ResizeObserver", Unmoved);
  window.scrollTo = () => {};
  window.matchMedia = () => ({ matches: true }) as MediaQueryList;
  wire.calls = [];
  wire.check.mockClear();
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("tells a blocked student why nothing can be written here, and leaves the discussion to be read", () => {
  show(thread(), { reason: "Please be kind." });
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByText(/You can read this course but not post in it/)).toBeTruthy();
  expect(screen.getByText(/Please be kind/)).toBeTruthy();
  expect(messages().getByText("message 2")).toBeTruthy();
});

describe("a reply", () => {
  it("stands there at once, and once when answer and event have both come", async () => {
    let finish: (message: Message) => void = () => {};
    wire.answer = () => new Promise((resolve) => (finish = resolve));
    show();
    write("thank you");
    await send();

    expect(messages().getByText("Sending")).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your reply" }).value).toBe("");

    act(() => wire.listener.onMessage?.({ message: own(3, "thank you"), version: 3 }));
    expect(messages().getAllByText("thank you")).toHaveLength(1);

    await act(async () => finish(own(3, "thank you")));
    expect(messages().getAllByText("thank you")).toHaveLength(1);
    expect(messages().queryByText("Sending")).toBeNull();
    expect(screen.getAllByRole("status").some(({ textContent }) => textContent === "Sent")).toBe(true);
    expect(localStorage).toHaveLength(0);
  });

  it("that could not be sent is kept, and sent again under the same key when the connection is back", async () => {
    const { ApiError } = await import("#lib/client/api/api");
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    show();
    write("thank you");
    await send();

    expect(messages().getByText(/Waiting for connection/)).toBeTruthy();
    expect(localStorage).toHaveLength(1);

    wire.answer = () => own(3, "thank you");
    await act(async () => wire.caughtUp());
    const posts = wire.calls.filter(({ method, path }) => method === "POST" && path.endsWith("/messages"));

    expect(posts).toHaveLength(2);
    expect(posts[0]?.key).toBe(posts[1]?.key);
    expect(messages().queryByText(/Not sent/)).toBeNull();
    expect(messages().getAllByText("thank you")).toHaveLength(1);
    expect(localStorage).toHaveLength(0);
  });

  it("goes out in the order of writing, though the first could not be sent at once", async () => {
    vi.useFakeTimers();
    const { ApiError } = await import("#lib/client/api/api");
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    show();
    write("first");
    await send();
    write("second");
    await send();
    wire.calls = [];
    wire.answer = ({ body }) => own(body && JSON.stringify(body).includes("first") ? 3 : 4, JSON.stringify(body));
    await act(() => vi.advanceTimersByTimeAsync(5000));
    vi.useRealTimers();

    expect(wire.calls.map(({ body }) => body)).toEqual([{ content: "first" }, { content: "second" }]);
    expect(localStorage).toHaveLength(0);
  });

  it("that is refused stays, over a reload too, and is not sent again by itself, until it is given up", async () => {
    const { ApiError } = await import("#lib/client/api/api");
    wire.answer = () => Promise.reject(new ApiError(403, "You may not post in this course"));
    show();
    write("thank you");
    await send();
    cleanup();
    await act(async () => show());

    expect(messages().getByText("You may not post in this course")).toBeTruthy();

    await act(async () => wire.caughtUp());
    expect(wire.calls).toHaveLength(1);

    fireEvent.click(screen.getByRole("button", { name: "Discard" }));
    expect(messages().queryByText("thank you")).toBeNull();
    expect(localStorage).toHaveLength(0);
  });

  it("that another tab has settled is not sent from here", async () => {
    const { ApiError } = await import("#lib/client/api/api");
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    show();
    write("thank you");
    await send();
    const key = `handraise:outbox:reply:${student}:${id}`;
    const oldValue = localStorage.getItem(key);
    localStorage.removeItem(key);
    act(() => void window.dispatchEvent(new StorageEvent("storage", { key, oldValue, newValue: null })));
    await act(async () => wire.caughtUp());

    expect(wire.calls).toHaveLength(1);
    expect(messages().queryByText("thank you")).toBeNull();
    expect(wire.check).toHaveBeenCalled();
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
    // What was pressed stands where it was until it is let go.
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
    show(thread({ status: "resolved" }));
    expect(screen.getByText("Replying will reopen this question.")).toBeTruthy();
  });
});

describe("live", () => {
  it("shows who is typing until their message comes", () => {
    show();
    act(() => wire.listener.onTyping?.({ threadId: id, userId: lecturer, name: "Lee Lecturer" }));
    const typing = () => screen.queryAllByRole("status").filter(({ textContent }) => textContent === "Lee Lecturer is typing…");

    expect(typing()).toHaveLength(1);

    act(() => wire.listener.onMessage?.({ message: message(3), version: 3 }));
    expect(typing()).toHaveLength(0);
    expect(messages().getByText("message 3")).toBeTruthy();
  });

  it("says when one's last message was seen", () => {
    show(thread({ messages: [own(1, "How do I declare one?"), own(2, "Anyone?")] }));
    expect(messages().queryByText(/Seen/)).toBeNull();
    act(() => wire.notify(receipt(42)));
    expect(messages().getByText(/Seen/).querySelector("time")?.dateTime).toBe(at(42));
  });

  it("fetches again when the server has another version", async () => {
    wire.answer = () => thread({ version: 3, messages: [...thread().messages, message(3)] });
    show();
    await act(async () => wire.listener.onJoined?.(3));
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
    expect(wire.calls).toMatchObject([{ method: "GET", path: `/api/discussions/threads/${id}` }]);
    expect(messages().getByText("message 3")).toBeTruthy();
  });

  it("looks for what may have been lost: after a catch-up, and when a notification comes without its event", async () => {
    vi.useFakeTimers();
    show();
    act(() => wire.caughtUp());

    expect(wire.check).toHaveBeenCalledTimes(1);

    const told = { type: "thread/discussion", payload: { action: "message_added", threadId: id } } as NotificationEvent;
    act(() => wire.notify(told));
    act(() => wire.listener.onMessage?.({ message: message(3), version: 3 }));
    await act(() => vi.advanceTimersByTimeAsync(1500));

    expect(wire.check).toHaveBeenCalledTimes(1);

    await act(() => vi.advanceTimersByTimeAsync(1500));
    act(() => wire.notify(told));
    await act(() => vi.advanceTimersByTimeAsync(1500));

    expect(wire.check).toHaveBeenCalledTimes(2);

    vi.useRealTimers();
  });

  it("is read as it comes on screen, also what came while the answer to the last reading was on its way", async () => {
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
    wire.answer = () => new Promise((resolve) => answers.push(() => resolve(thread())));
    const told = { type: "thread/discussion", payload: { action: "message_added", threadId: id } } as NotificationEvent;
    const came = async (number: number) => {
      act(() => wire.listener.onMessage?.({ message: message(number), version: number }));
      act(() => wire.notify(told));
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
      [`/api/discussions/threads/${id}/read`, { up_to_message_id: message(3).id }],
      [`/api/discussions/threads/${id}/read`, { up_to_message_id: message(4).id }],
    ]);
  });

  it("looks whether it is still ours when something about the course has changed", async () => {
    vi.useFakeTimers();
    show();
    act(() => receive("courses:changed", { courseId: "another" }));
    act(() => receive("courses:changed", { courseId: thread().course_id, videoId: thread().video_id }));
    await act(() => vi.advanceTimersByTimeAsync(3000));

    expect(wire.check).not.toHaveBeenCalled();

    act(() => receive("courses:changed", { courseId: thread().course_id }));
    await act(() => vi.advanceTimersByTimeAsync(3000));
    expect(wire.check).toHaveBeenCalledTimes(1);

    vi.useRealTimers();
  });

  it.each([
    [404, "This question was deleted"],
    [403, "You no longer have access"],
  ])("that is refused is asked for: %i is said", async (status, said) => {
    const { ApiError } = await import("#lib/client/api/api");
    wire.answer = () => Promise.reject(new ApiError(status, "No"));
    show();
    await act(async () => wire.listener.onRefused?.());
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)));

    expect(screen.getByText(said)).toBeTruthy();
    expect(wire.calls).toHaveLength(1);
  });

  it("says so when the question was deleted, and goes on saying it", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => Promise.resolve(new Response()));
    show();
    const interruption = async () => {
      act(() => wire.caughtUp());
      await act(() => vi.advanceTimersByTimeAsync(2000));
    };
    await interruption();

    expect(refresh).toHaveBeenCalledOnce();

    act(() => wire.caughtUp());
    act(() => wire.listener.onRemoved?.({ threadId: id, version: 3 }));
    await interruption();

    expect(refresh).toHaveBeenCalledOnce();
    expect(screen.getByRole("heading", { level: 1, name: "This question was deleted" })).toBeTruthy();

    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
});
