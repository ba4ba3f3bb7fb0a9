import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { testReadEvent, useInboxPages, useNoLayout } from "#components/testing.tsx";
import { testDelta, testEpoch, testEvent, testPage, testRow } from "#lib/client/testing.ts";
import { useInPlace } from "./in-place";
import type { Landing } from "./landing";
import { Toasts } from "./toasts";

useNoLayout();
const pages = useInboxPages();
const { rest, show } = pages;
beforeEach(() => {});

describe("a toast", () => {
  it("tells what happened and opens it; it goes when that was read elsewhere", async () => {
    show(testPage([], 0, 0), <Toasts />);
    await pages.live.receive("notification", testEvent(testRow(1), 1));
    await screen.findByText("New reply");
    screen.getByText("Jane Smith: text 1");
    screen.getByText("Graphs");
    expect(screen.queryByRole("button", { name: "Reply" })).toBeNull();

    fireEvent.click(screen.getByRole("link", { name: /text 1/ }));
    expect(navigation.went).toEqual(["push /discussions/threads/t1?t=761#message-m1"]);
    await waitFor(() => expect(screen.queryByText("New reply")).toBeNull());

    await pages.live.receive("notification", testEvent(testRow(2), 1));
    await screen.findByText("Jane Smith: text 2");

    await pages.live.receive("notifications:read", testReadEvent(3, { threadId: "t1" }, 0));
    await waitFor(() => expect(screen.queryByText("Jane Smith: text 2")).toBeNull());
  });

  it("is not shown for the thread on screen, for a receipt, or twice", async () => {
    navigation.path = "/discussions/threads/t1";
    show(testPage([], 0, 0), <Toasts />);
    await pages.live.receive("notification", testEvent(testRow(1), 1));
    await pages.live.receive("notification", testEvent(testRow(2, { threadId: "t2", action: "thread_read" }), 1));
    await pages.live.receive("notification", testEvent(testRow(3, { threadId: "t2" }), 2));
    await pages.live.receive("notification", testEvent(testRow(3, { threadId: "t2" }), 2));

    await screen.findByText("Jane Smith: text 3");
    expect(screen.getAllByText("New reply")).toHaveLength(1);
    expect(screen.queryByText("Seen")).toBeNull();
  });

  it("opens a discussion where the page has a place for it, and is not shown for one that is open there", async () => {
    const place = { shows: vi.fn((id: string | null) => id === "t2"), open: vi.fn(({ threadId }: Landing) => threadId === "t1") };
    const Page = () => {
      useInPlace(place);
      return <Toasts />;
    };
    show(testPage([], 0, 0), <Page />);
    await pages.live.receive("notification", testEvent(testRow(1, { threadId: "t2" }), 1));
    await pages.live.receive("notification", testEvent(testRow(2), 2));
    const shown = (await screen.findByText("Jane Smith: text 2")).closest("li") as HTMLElement;
    expect(screen.queryByText("Jane Smith: text 1")).toBeNull();

    fireEvent.click(within(shown).getByRole("link"));
    expect(place.open).toHaveBeenCalledWith({ threadId: "t1", messageId: "m2", second: 761 });
    expect(navigation.went).toEqual([]);
  });

  it("becomes one with others when they are many", async () => {
    show(testPage([], 0, 0), <Toasts />);
    for (const n of [1, 2, 3, 4, 5]) await pages.live.receive("notification", testEvent(testRow(n, { threadId: `t${n}` }), n));
    await screen.findByText("5 new notifications");
    // Sonner removes a toast only after its animation.
    await waitFor(() => expect(screen.queryAllByText("New reply")).toEqual([]));
    await pages.live.receive("notifications:read", testReadEvent(6, { upToSeq: 5 }, 0));
    await waitFor(() => expect(screen.queryByText(/new notifications/)).toBeNull());
  });

  it("says what its message says since an edit, and is no new one", async () => {
    show(testPage([], 0, 0), <Toasts />);
    pages.live.answers.set("notifications:sync", () => testDelta([], 0, 0));
    await pages.live.connect();
    await pages.live.receive("notification", testEvent(testRow(1), 1));

    await screen.findByText("Jane Smith: text 1");

    const row = testRow(1) as ReturnType<typeof testRow> & { type: "thread/discussion" };
    pages.live.answers.set("notifications:sync", () =>
      testDelta([{ ...row, seq: 2, payload: { ...row.payload, messagePreview: "text, corrected" } }], 2, 1),
    );
    await pages.live.receive("notifications:head", { seq: 2, epoch: testEpoch });

    await screen.findByText("Jane Smith: text, corrected");
    expect(screen.queryByText("Jane Smith: text 1")).toBeNull();
    expect(screen.getAllByText("New reply")).toHaveLength(1);

    await pages.live.receive("notifications:read", testReadEvent(3, { threadId: "t1" }, 0));
    await waitFor(() => expect(screen.queryByText("New reply")).toBeNull());
  });

  it("is not shown again by what is learned of its discussion after the page was left", async () => {
    const { unmount } = show(testPage([], 0, 0), <Toasts />);
    let answer = (_value: unknown) => {};
    rest.route = () => new Promise((resolve) => (answer = resolve));
    await pages.live.receive("notification", testEvent(testRow(1, { threadId: "t9" }), 1));
    await screen.findByText("Jane Smith: text 1");
    await waitFor(() => expect(rest.calls.map(({ path }) => path)).toContain("/api/notifications/threads?ids=t9"));
    unmount();

    show(testPage([], 0, 0), <Toasts />);
    await act(async () => answer({ ...testPage([], 1, 1), threads: [{ thread_id: "t9", unread: 1, question: "Why?" }] }));
    await pages.live.receive("notification", testEvent(testRow(2, { threadId: "t2" }), 1));

    await screen.findByText("Jane Smith: text 2");
    expect(screen.queryByText("Jane Smith: text 1")).toBeNull();
  });

  it("leads to the question it tells of, and says its second", async () => {
    show(testPage([], 0, 0), <Toasts />);
    await pages.live.receive("notification", testEvent(testRow(1, { action: "thread_created" }), 1));
    const link = await screen.findByRole("link", { name: /New question/ });
    expect(link.getAttribute("href")).toBe("/discussions/threads/t1?t=761#question");
    within(link).getByText("12:41");
  });

  it("stands at once, and says which question when that is known", async () => {
    show(testPage([], 0, 0), <Toasts />);
    let answer = (_value: unknown) => {};
    rest.route = (_method, path) =>
      path.startsWith("/api/notifications/threads") ? new Promise((resolve) => (answer = resolve)) : testPage([], 1, 1);
    const resolved = testRow(1, { action: "thread_resolved", threadId: "t9" }) as ReturnType<typeof testRow> & {
      type: "thread/discussion";
    };
    const { messagePreview: _none, ...payload } = resolved.payload;
    await pages.live.receive("notification", testEvent({ ...resolved, payload }, 1));

    await screen.findByText("Question resolved");
    screen.getByText("Jane Smith");
    expect(rest.calls.map(({ path }) => path)).toContain("/api/notifications/threads?ids=t9");

    await act(async () =>
      answer({ ...testPage([], 1, 1), threads: [{ thread_id: "t9", unread: 1, question: "Why is *this* query slow?" }] }),
    );

    await screen.findByText("Why is this query slow?");
    expect(screen.getAllByText("Question resolved")).toHaveLength(1);
  });

  it("says in one line what came while we were away", async () => {
    show(testPage([], 0, 0), <Toasts />);
    pages.live.answers.set("notifications:sync", () => testDelta([testRow(1), testRow(2)], 2, 1));
    await pages.live.connect();
    await screen.findByText("2 new notifications while you were away");
    expect(screen.queryByText("New reply")).toBeNull();
  });
});
