import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeFetch, fakeSocket, testCounts, testDelta, testEpoch, testEvent, testPage, testRow } from "#lib/client/testing";
import type { User } from "#lib/contract/auth";
import type { InboxPage as Page } from "#lib/contract/notifications";
import { RealtimeProvider } from "../live/realtime-provider";
import { Bell } from "./bell";
import { InboxPage } from "./inbox-page";
import { Toasts } from "./toasts";

const wire = vi.hoisted(() => ({ socket: null as unknown, path: "/", pushed: [] as string[] }));
vi.mock("#lib/client/socket", async (original) => ({
  ...(await original<object>()),
  createSocket: () => ({ socket: wire.socket, close: () => undefined }),
}));
vi.mock("next/navigation", () => ({ usePathname: () => wire.path, useRouter: () => ({ push: (to: string) => wire.pushed.push(to) }) }));

const user: User = {
  id: "00000000-0000-4000-8000-000000000001",
  email: "student@example.edu",
  role: "student",
  first_name: "Ada",
  last_name: "Student",
  created_at: "2024-01-01T00:00:00.000Z",
};
let server: ReturnType<typeof fakeSocket>;
let route: (method: string, path: string, body: unknown) => unknown;
let calls: { method: string; path: string; body: unknown }[];

beforeEach(() => {
  server = fakeSocket();
  wire.socket = server.socket;
  wire.path = "/";
  wire.pushed = [];
  document.title = "Courses";
  const fetching = fakeFetch((method, path, body) => route(method, path, body));
  calls = fetching.calls;
  vi.stubGlobal("fetch", fetching.fetch);
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (page: Page, children: ReactNode) => {
  route = () => page;
  return render(
    <RealtimeProvider user={user} initial={page}>
      {children}
    </RealtimeProvider>,
  );
};
const badge = () => document.getElementById("notification-badge");
const receive = (event: string, body: unknown) => act(async () => server.receive(event, body));
const read = (seq: number, what: object, unread: number) => ({ ...what, read: true, seq, epoch: testEpoch, counts: testCounts(unread) });

describe("the bell", () => {
  it("shows how much is unread, everywhere, and nothing when there is nothing", async () => {
    show(testPage([], 0, 0), <Bell />);
    expect(badge()?.hidden).toBe(true);
    screen.getByRole("button", { name: "Notifications" });

    for (const n of [1, 2, 3]) await receive("notification", testEvent(testRow(n, { threadId: `t${n}` }), n));
    expect(badge()?.hidden).toBe(false);
    expect(badge()?.textContent).toBe("3");
    screen.getByRole("button", { name: "Notifications, 3 unread" });
    expect(document.title).toBe("(3) Courses");

    document.title = "Discussions";
    await waitFor(() => expect(document.title).toBe("(3) Discussions"));

    await receive("notifications:read", read(4, { upToSeq: 3 }, 0));
    expect(badge()?.hidden).toBe(true);
    expect(document.title).toBe("Discussions");
  });

  it("is exact to 99", async () => {
    show(testPage([], 5, 100), <Bell />);
    expect(badge()?.textContent).toBe("99+");
    await receive("notifications:read", read(6, { ids: ["x"] }, 99));
    expect(badge()?.textContent).toBe("99");
  });

  it("opens on its heading, where one more press marks nothing", async () => {
    show(testPage([], 0, 3), <Bell />);
    await act(async () => fireEvent.click(screen.getByRole("button", { name: /^Notifications/ })));
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Notifications" }));
  });

  it("opens the newest, grouped by thread", async () => {
    const rows = [testRow(3), testRow(2, { threadId: "t2", read: true }), testRow(1)];
    show(testPage(rows, 3, 1), <Bell />);
    fireEvent.click(screen.getByRole("button", { name: "Notifications, 1 unread" }));
    const lines = within(await screen.findByRole("list", { name: "Notifications" })).getAllByRole("listitem");

    expect(lines).toHaveLength(2);
    expect(lines[0]?.textContent).toContain("New reply, 2 unread");
    expect(lines[0]?.textContent).toContain("Jane Smith: text 3");
    expect(lines[0]?.textContent).toContain("Unread");
    expect(lines[1]?.textContent).not.toContain("Unread");

    const name = "Unread New reply, 2 unread “question of t1” Jane Smith: text 3 Graphs";
    expect(screen.getByRole("link", { name }).getAttribute("href")).toBe("/discussions/threads/t1");
    screen.getByRole("button", { name: "Mark as read: New reply, “question of t1”" });
    expect(screen.getByRole("link", { name: "See all notifications" }).getAttribute("href")).toBe("/notifications");
  });
});

describe("the inbox page", () => {
  const two = testPage([testRow(2), testRow(1, { threadId: "t2" })], 2, 2);
  /** The answer to a mark. What a hole of 200 ms in `seq` asks for on a slow machine finds no server. */
  const answerAt = (seq: number, unread: number) => {
    route = (method) => {
      if (method === "GET") throw new TypeError("no network");
      return { counts: testCounts(unread), seq, epoch: testEpoch };
    };
  };
  const posts = () => calls.filter(({ method }) => method === "POST");

  it("marks a thread as read and a line as unread", async () => {
    show(two, <InboxPage />);
    answerAt(3, 1);
    const marks = screen.getAllByRole("button", { name: /^Mark as read: New reply/ });
    await act(async () => void fireEvent.click(marks[0] as HTMLElement));

    expect(posts().at(-1)).toEqual({ method: "POST", path: "/api/notifications/read", body: { thread_id: "t1" } });

    const line = screen.getAllByRole("listitem")[0] as HTMLElement;
    await waitFor(() => expect(line.textContent).not.toContain("Unread"));

    answerAt(4, 2);
    await act(async () => void fireEvent.click(within(line).getByRole("button", { name: /^Mark as unread: New reply/ })));
    expect(posts().at(-1)).toEqual({ method: "POST", path: "/api/notifications/unread", body: { ids: ["n2"] } });
    await waitFor(() => expect(line.textContent).toContain("Unread"));
  });

  it("keeps the focus on the button that marks while it does, and marks once", async () => {
    show(two, <InboxPage />);
    let answer = () => {};
    answerAt(3, 1);
    const { fetch } = globalThis;
    vi.stubGlobal("fetch", async (...given: Parameters<typeof fetch>) => {
      const body = await fetch(...given);
      await new Promise<void>((done) => {
        answer = done;
      });
      return body;
    });
    const [button] = screen.getAllByRole<HTMLButtonElement>("button", { name: /^Mark as read: New reply/ });
    if (!button) throw new Error("no button");
    button.focus();
    await act(async () => void fireEvent.click(button));

    expect([button.getAttribute("aria-disabled"), button.disabled]).toEqual(["true", false]);

    await act(async () => void fireEvent.click(button));
    expect(posts()).toHaveLength(1);

    await act(async () => answer());
    await waitFor(() => expect(button.getAttribute("aria-disabled")).toBe("false"));
    expect(document.activeElement).toBe(button);
  });

  it("goes on with the focus to the line beside when one leaves the unread, and to the list's place after the last", async () => {
    show(two, <InboxPage />);
    fireEvent.mouseDown(screen.getByRole("tab", { name: /Unread/ }), { button: 0 });
    const marks = () => screen.queryAllByRole("button", { name: /^Mark as read: New reply/ });

    await waitFor(() => expect(marks()).toHaveLength(2));

    const [first, second] = marks();
    answerAt(3, 1);
    second?.focus();
    await act(async () => void fireEvent.click(second as HTMLElement));

    await waitFor(() => expect(document.activeElement).toBe(first));

    answerAt(4, 0);
    await act(async () => void fireEvent.click(first as HTMLElement));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("tabpanel")));
    expect(marks()).toEqual([]);
  });

  it("marks everything up to what is known", async () => {
    show(two, <InboxPage />);
    answerAt(3, 0);
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Mark all read" })));
    expect(posts().at(-1)).toEqual({ method: "POST", path: "/api/notifications/read", body: { up_to_seq: 2 } });
    await waitFor(() => expect(screen.getByRole("button", { name: "Mark all read" }).getAttribute("aria-disabled")).toBe("true"));
    expect(screen.queryAllByText("Unread", { selector: "li *" })).toEqual([]);
  });

  it("says how many are new in a thread as the server counts them, not as rows happen to be here", async () => {
    const page = { ...testPage([testRow(40)], 40, 1), threads: [{ thread_id: "t1", unread: 18, question: "Why is it slow?" }] };
    show(page, <InboxPage />);
    screen.getByRole("link", { name: /^Unread New reply, 18 unread “Why is it slow\?”/ });

    const told = (unread: number, seq: number) => ({
      ...testPage([], seq, 1),
      threads: [{ thread_id: "t1", unread, question: "Why is it slow?" }],
    });
    route = () => told(20, 42);
    await receive("notification", testEvent(testRow(41), 1));
    await receive("notification", testEvent(testRow(42), 1));

    await screen.findByRole("link", { name: /^Unread New reply, 20 unread/ });
    expect(calls.at(-1)?.path).toBe("/api/notifications/threads?ids=t1");

    // An event that comes twice changes nothing, and nobody is asked.
    const before = calls.length;
    await receive("notification", testEvent(testRow(42), 1));
    await new Promise((resolve) => setTimeout(resolve, 400));

    expect(calls).toHaveLength(before);

    route = () => told(120, 43);
    await receive("notifications:read", { ids: ["n7"], read: false, seq: 43, epoch: testEpoch, counts: testCounts(1) });
    await screen.findByRole("link", { name: /^Unread New reply, 99\+ unread/ });

    await receive("notifications:read", read(44, { threadId: "t1" }, 0));
    screen.getByRole("link", { name: /^New reply “Why/ });
  });

  it("lists a thread again by what it said before when its newest is gone", async () => {
    show(testPage([testRow(5), testRow(3, { threadId: "t2" })], 5, 2), <InboxPage />);
    route = () => ({ ...testPage([testRow(1)], 6, 2), threads: [{ thread_id: "t1", unread: 1, question: "" }] });
    await receive("notifications:removed", { ids: ["n5"], seq: 6, epoch: testEpoch, counts: testCounts(2) });
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
    expect(screen.getAllByRole("listitem")[1]?.textContent).toContain("Jane Smith: text 1");
  });

  it("keeps what arrives behind a button", async () => {
    show(two, <InboxPage />);
    await receive("notification", testEvent(testRow(3, { threadId: "t3" }), 3));
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
    fireEvent.click(screen.getByRole("button", { name: "1 new" }));
    expect(screen.getAllByRole("listitem")).toHaveLength(3);
    expect(screen.queryByRole("button", { name: "1 new" })).toBeNull();
  });

  it("goes on where the list ends", async () => {
    show(testPage([testRow(9)], 9, 1, "c 1"), <InboxPage />);
    route = () => testPage([testRow(1, { threadId: "t2" })], 9, 1);
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Show more" })));
    expect(calls.at(-1)?.path).toBe("/api/notifications?group=thread&limit=20&cursor=c%201");
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });

  it("shows what is unread alone, however far back", async () => {
    show(testPage([testRow(9, { read: true })], 9, 1, "c"), <InboxPage />);
    route = () => testPage([testRow(1, { threadId: "t2" })], 9, 1);
    fireEvent.mouseDown(screen.getByRole("tab", { name: /Unread/ }), { button: 0 });
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(1));
    expect(calls.at(-1)?.path).toBe("/api/notifications?filter=unread&group=thread&limit=20");
    expect(screen.getByRole("listitem").textContent).toContain("text 1");
  });

  it("says what to expect when there is nothing", () => {
    show(testPage([], 0, 0), <InboxPage />);
    screen.getByText(/Nothing here yet/);
  });
});

describe("a toast", () => {
  it("tells what happened and opens it; it goes when that was read elsewhere", async () => {
    show(testPage([], 0, 0), <Toasts />);
    await receive("notification", testEvent(testRow(1), 1));
    await screen.findByText("New reply");
    screen.getByText("Jane Smith: text 1");
    screen.getByText("Graphs");

    fireEvent.click(screen.getByRole("button", { name: "Open" }));
    expect(wire.pushed).toEqual(["/discussions/threads/t1"]);
    await waitFor(() => expect(screen.queryByText("New reply")).toBeNull());

    await receive("notification", testEvent(testRow(2), 1));
    await screen.findByText("Jane Smith: text 2");

    await receive("notifications:read", read(3, { threadId: "t1" }, 0));
    await waitFor(() => expect(screen.queryByText("Jane Smith: text 2")).toBeNull());
  });

  it("is not shown for the thread on screen, for a receipt, or twice", async () => {
    wire.path = "/discussions/threads/t1";
    show(testPage([], 0, 0), <Toasts />);
    await receive("notification", testEvent(testRow(1), 1));
    await receive("notification", testEvent(testRow(2, { threadId: "t2", action: "thread_read" }), 1));
    await receive("notification", testEvent(testRow(3, { threadId: "t2" }), 2));
    await receive("notification", testEvent(testRow(3, { threadId: "t2" }), 2));

    await screen.findByText("Jane Smith: text 3");
    expect(screen.getAllByText("New reply")).toHaveLength(1);
    expect(screen.queryByText("Seen")).toBeNull();
  });

  it("becomes one with others when they are many", async () => {
    show(testPage([], 0, 0), <Toasts />);
    for (const n of [1, 2, 3, 4, 5]) await receive("notification", testEvent(testRow(n, { threadId: `t${n}` }), n));
    await screen.findByText("5 new notifications");
    await waitFor(() => expect(screen.queryByText("New reply")).toBeNull());
    await receive("notifications:read", read(6, { upToSeq: 5 }, 0));
    await waitFor(() => expect(screen.queryByText(/new notifications/)).toBeNull());
  });

  it("says what its message says since an edit, and is no new one", async () => {
    show(testPage([], 0, 0), <Toasts />);
    server.answers.set("notifications:sync", () => testDelta([], 0, 0));
    await receive("connect", undefined);
    await receive("notification", testEvent(testRow(1), 1));

    await screen.findByText("Jane Smith: text 1");

    const row = testRow(1) as ReturnType<typeof testRow> & { type: "thread/discussion" };
    server.answers.set("notifications:sync", () =>
      testDelta([{ ...row, seq: 2, payload: { ...row.payload, messagePreview: "text, corrected" } }], 2, 1),
    );
    await receive("notifications:head", { seq: 2, epoch: testEpoch });

    await screen.findByText("Jane Smith: text, corrected");
    expect(screen.queryByText("Jane Smith: text 1")).toBeNull();
    expect(screen.getAllByText("New reply")).toHaveLength(1);

    await receive("notifications:read", read(3, { threadId: "t1" }, 0));
    await waitFor(() => expect(screen.queryByText("New reply")).toBeNull());
  });

  it("stands at once, and says which question when that is known", async () => {
    show(testPage([], 0, 0), <Toasts />);
    let answer = (_value: unknown) => {};
    route = () => new Promise((resolve) => (answer = resolve));
    const resolved = testRow(1, { action: "thread_resolved", threadId: "t9" }) as ReturnType<typeof testRow> & {
      type: "thread/discussion";
    };
    const { messagePreview: _none, ...payload } = resolved.payload;
    await receive("notification", testEvent({ ...resolved, payload }, 1));

    await screen.findByText("Question resolved");
    screen.getByText("Resolved by Jane Smith");
    expect(calls.at(-1)?.path).toBe("/api/notifications/threads?ids=t9");

    await act(async () =>
      answer({ ...testPage([], 1, 1), threads: [{ thread_id: "t9", unread: 1, question: "Why is *this* query slow?" }] }),
    );

    await screen.findByText("“Why is this query slow?”");
    expect(screen.getAllByText("Question resolved")).toHaveLength(1);
  });

  it("says in one line what came while we were away", async () => {
    show(testPage([], 0, 0), <Toasts />);
    server.answers.set("notifications:sync", () => testDelta([testRow(1), testRow(2)], 2, 1));
    await receive("connect", undefined);
    await screen.findByText("2 new notifications while you were away");
    expect(screen.queryByText("New reply")).toBeNull();
  });
});

it("tells when the session has ended, and where to go on", async () => {
  show(testPage([testRow(1)], 1, 1), <InboxPage />);
  route = () => Response.json({ success: false, error: "Authentication required" }, { status: 401 });
  wire.path = "/notifications";
  await act(async () => document.dispatchEvent(new Event("visibilitychange")));

  await screen.findByRole("alertdialog", { name: "You were signed out" });

  const link = screen.getByRole("link", { name: "Sign in again" });
  expect(link.getAttribute("href")).toBe("/login?next=%2Fnotifications");
  // Whoever was typing goes on with Enter.
  expect(document.activeElement).toBe(link);
});
