import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { testReadEvent, useInboxPages, useNoLayout } from "#components/testing.tsx";
import { testCounts, testEpoch, testEvent, testPage, testRow } from "#lib/client/testing.ts";
import { debounceMs } from "../live/queries";
import { InboxPage } from "./inbox-page";

beforeEach(() => window.history.replaceState(null, "", "/notifications"));

useNoLayout();
const pages = useInboxPages();
const { rest, show } = pages;

describe("the inbox page", () => {
  const two = testPage([testRow(2), testRow(1, { threadId: "t2" })], 2, 2);
  /** Answers marks. A fetch, which a gap in `seq` may cause on a slow machine, finds no network. */
  const answerAt = (seq: number, unread: number) => {
    rest.route = (method) => {
      if (method === "GET") throw new TypeError("no network");
      return { counts: testCounts(unread), seq, epoch: testEpoch };
    };
  };
  const posts = () => rest.calls.filter(({ method }) => method === "POST");

  it("marks a thread as read and a line as unread", async () => {
    show(two, <InboxPage />);
    answerAt(3, 1);
    const marks = screen.getAllByRole("button", { name: /^Mark as read: Reply/ });
    await act(async () => void fireEvent.click(marks[0] as HTMLElement));

    expect(posts().at(-1)).toEqual({ method: "POST", path: "/api/notifications/read", body: { thread_id: "t1" } });

    const line = screen.getAllByRole("listitem")[0] as HTMLElement;
    await waitFor(() => expect(line.textContent).not.toContain("Unread"));

    answerAt(4, 2);
    await act(async () => void fireEvent.click(within(line).getByRole("button", { name: /^Mark as unread: Reply/ })));
    expect(posts().at(-1)).toEqual({ method: "POST", path: "/api/notifications/unread", body: { ids: ["n2"] } });
    await waitFor(() => expect(line.textContent).toContain("Unread"));
  });

  it("says that it marks all of a thread where a line stands for several, and marks all of it", async () => {
    const page = { ...testPage([testRow(40)], 40, 1), threads: [{ thread_id: "t1", unread: 3, question: "Why is it slow?" }] };
    show(page, <InboxPage />);
    answerAt(41, 0);
    const button = screen.getByRole("button", { name: "Mark all 3 as read: Reply, Why is it slow?" });
    expect(button.title).toBe("Mark all 3 as read");
    await act(async () => void fireEvent.click(button));
    expect(posts().at(-1)).toEqual({ method: "POST", path: "/api/notifications/read", body: { thread_id: "t1" } });

    // A mark the other way is about the newest alone.
    expect(button.title).toBe("Mark as unread");
    answerAt(42, 1);
    await act(async () => void fireEvent.click(button));
    expect(posts().at(-1)).toEqual({ method: "POST", path: "/api/notifications/unread", body: { ids: ["n40"] } });
    await waitFor(() => expect(button.title).toBe("Mark as read"));
  });

  it("says the second of the video, to the eye and aloud, before what may be cut off", () => {
    show(two, <InboxPage />);
    const [link] = screen.getAllByRole("link", { name: /^Unread/ });
    expect(link?.closest("p")?.nextElementSibling?.textContent).toMatch(/^Reply · 12:41at 12 minutes 41 seconds · Jane Smith: text 2/);
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
    const [button] = screen.getAllByRole<HTMLButtonElement>("button", { name: /^Mark as read: Reply/ });
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

  it("keeps a line that is read among the unread, with the focus, until these are opened again", async () => {
    show(two, <InboxPage />);
    fireEvent.mouseDown(screen.getByRole("tab", { name: /Unread/ }), { button: 0 });
    const lines = () => within(screen.getByRole("tabpanel")).queryAllByRole("listitem");
    await waitFor(() => expect(lines()).toHaveLength(2));

    answerAt(3, 1);
    const button = within(lines()[1] as HTMLElement).getByRole("button", { name: /^Mark as read: Reply/ });
    button.focus();
    await act(async () => void fireEvent.click(button));
    await within(lines()[1] as HTMLElement).findByRole("button", { name: /^Mark as unread: Reply/ });
    expect(lines()).toHaveLength(2);
    expect(document.activeElement).toBe(button);

    // A notification that came after the list was opened and was read before it was shown is not added.
    await pages.live.receive("notification", testEvent(testRow(5, { threadId: "t5" }), 2));
    await pages.live.receive("notifications:read", testReadEvent(6, { threadId: "t5" }, 1));
    fireEvent.click(screen.getByRole("button", { name: "1 new" }));
    expect(lines()).toHaveLength(2);

    fireEvent.mouseDown(screen.getByRole("tab", { name: "All" }), { button: 0 });
    fireEvent.mouseDown(screen.getByRole("tab", { name: /Unread/ }), { button: 0 });
    expect(lines()).toHaveLength(1);
  });

  it("marks everything up to what is known", async () => {
    show(two, <InboxPage />);
    answerAt(3, 0);
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Mark all read" })));
    expect(posts().at(-1)).toEqual({ method: "POST", path: "/api/notifications/read", body: { up_to_seq: 2 } });
    await waitFor(() => expect(screen.getByRole("button", { name: "Mark all read" }).getAttribute("aria-disabled")).toBe("true"));
    expect(screen.queryAllByText("Unread", { selector: "li *" })).toEqual([]);
  });

  it("marks nothing that waits behind a button, and has nothing to mark while only that is unread", async () => {
    show(two, <InboxPage />);
    await pages.live.receive("notification", testEvent(testRow(3, { threadId: "t3" }), 3));
    // The first line is marked as unread again after that.
    await pages.live.receive("notifications:read", { ids: ["n2"], read: false, seq: 4, epoch: testEpoch, counts: testCounts(3) });
    let answers = [2, 1];
    rest.route = (method) => {
      if (method === "GET") throw new TypeError("no network");
      return { counts: testCounts(answers.shift() ?? 0), seq: 6 - answers.length, epoch: testEpoch };
    };
    const button = screen.getByRole("button", { name: "Mark all read" });
    await act(async () => void fireEvent.click(button));
    expect(posts().map(({ body }) => body)).toEqual([{ up_to_seq: 2 }, { ids: ["n2"] }]);
    expect(screen.queryAllByText("Unread", { selector: "li *" })).toEqual([]);
    expect(button.getAttribute("aria-disabled")).toBe("true");

    answers = [0];
    fireEvent.click(screen.getByRole("button", { name: "1 new" }));
    expect(button.getAttribute("aria-disabled")).toBe("false");
    await act(async () => void fireEvent.click(button));
    expect(posts()).toHaveLength(3);
    await waitFor(() => expect(screen.queryAllByText("Unread", { selector: "li *" })).toEqual([]));
  });

  it("says how many are new in a thread as the server counts them, not as rows happen to be here", async () => {
    const page = { ...testPage([testRow(40)], 40, 1), threads: [{ thread_id: "t1", unread: 18, question: "Why is it slow?" }] };
    show(page, <InboxPage />);
    screen.getByRole("link", { name: /^Unread Why is it slow\? Reply, 18 unread/ });

    const told = (unread: number, seq: number) => ({
      ...testPage([], seq, 1),
      threads: [{ thread_id: "t1", unread, question: "Why is it slow?" }],
    });
    rest.route = () => told(20, 42);
    await pages.live.receive("notification", testEvent(testRow(41), 1));
    await pages.live.receive("notification", testEvent(testRow(42), 1));

    await screen.findByRole("link", { name: /^Unread Why is it slow\? Reply, 20 unread/ });
    expect(rest.calls.at(-1)?.path).toBe("/api/notifications/threads?ids=t1");

    // An event that comes twice changes nothing and causes no request.
    const before = rest.calls.length;
    vi.useFakeTimers();
    await pages.live.receive("notification", testEvent(testRow(42), 1));
    await act(() => vi.advanceTimersByTimeAsync(2 * debounceMs));
    vi.useRealTimers();

    expect(rest.calls).toHaveLength(before);

    rest.route = () => told(120, 43);
    await pages.live.receive("notifications:read", { ids: ["n7"], read: false, seq: 43, epoch: testEpoch, counts: testCounts(1) });
    await screen.findByRole("link", { name: /^Unread Why is it slow\? Reply, 99\+ unread/ });

    await pages.live.receive("notifications:read", testReadEvent(44, { threadId: "t1" }, 0));
    screen.getByRole("link", { name: /^Why is it slow\? Reply ·/ });
  });

  it("lists a thread again by what it said before when its newest is gone", async () => {
    show(testPage([testRow(5), testRow(3, { threadId: "t2" })], 5, 2), <InboxPage />);
    rest.route = () => ({ ...testPage([testRow(1)], 6, 2), threads: [{ thread_id: "t1", unread: 1, question: "" }] });
    await pages.live.receive("notifications:removed", { ids: ["n5"], seq: 6, epoch: testEpoch, counts: testCounts(2) });
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
    expect(screen.getAllByRole("listitem")[1]?.textContent).toContain("Jane Smith: text 1");
  });

  it("keeps what arrives behind a button", async () => {
    show(two, <InboxPage />);
    await pages.live.receive("notification", testEvent(testRow(3, { threadId: "t3" }), 3));
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
    fireEvent.click(screen.getByRole("button", { name: "1 new" }));
    expect(screen.getAllByRole("listitem")).toHaveLength(3);
    expect(screen.queryByRole("button", { name: "1 new" })).toBeNull();
  });

  it("goes on where the list ends", async () => {
    show(testPage([testRow(9)], 9, 1, "c 1"), <InboxPage />);
    rest.route = () => testPage([testRow(1, { threadId: "t2" })], 9, 1);
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Show more" })));
    expect(rest.calls.at(-1)?.path).toBe("/api/notifications?group=thread&limit=50&cursor=c%201");
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });

  it("shows what is unread alone, however far back", async () => {
    show(testPage([testRow(9, { read: true })], 9, 1, "c"), <InboxPage />);
    rest.route = () => testPage([testRow(1, { threadId: "t2" })], 9, 1);
    fireEvent.mouseDown(screen.getByRole("tab", { name: /Unread/ }), { button: 0 });
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(1));
    expect(rest.calls.at(-1)?.path).toBe("/api/notifications?filter=unread&group=thread&limit=20");
    expect(screen.getByRole("listitem").textContent).toContain("text 1");
  });

  it("has its tabs in the address, so that Back returns to the one before", async () => {
    show(two, <InboxPage />);
    fireEvent.click(screen.getByRole("tab", { name: /Unread/ }));
    expect(location.search).toBe("?tab=unread");
    expect(screen.getByRole("tab", { name: /Unread/ }).getAttribute("aria-selected")).toBe("true");

    act(() => window.history.back());
    await waitFor(() => expect(screen.getByRole("tab", { name: "All" }).getAttribute("aria-selected")).toBe("true"));
  });

  it("goes on by itself when its end comes near, says where that is, and asks nobody again after a failure", async () => {
    const near: (() => void)[] = [];
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
          near.push(() => tell([{ isIntersecting: true }]));
        }
        observe() {}
        disconnect() {}
      },
    );
    show(testPage([testRow(9)], 9, 1, "c"), <InboxPage />);
    expect(screen.queryByText("That’s all.")).toBeNull();
    rest.route = () => {
      throw new TypeError("no network");
    };
    await act(async () => near.at(-1)?.());
    await screen.findByRole("alert");
    const asked = near.length;

    rest.route = () => testPage([testRow(1, { threadId: "t2" })], 9, 1);
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Show more" })));
    await screen.findByText("That’s all.");
    expect(near).toHaveLength(asked);
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
  });

  it("says what to expect when there is nothing", () => {
    show(testPage([], 0, 0), <InboxPage />);
    screen.getByText(/Nothing here yet/);
  });
});
