import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { testReadEvent, useInboxPages, useNoLayout } from "#components/testing.tsx";
import { testEvent, testPage, testRow } from "#lib/client/testing.ts";
import { Bell } from "./bell";
import { Toasts } from "./toasts";

useNoLayout();
const pages = useInboxPages();
const { show } = pages;
beforeEach(() => {
  document.title = "Courses";
});

describe("the bell", () => {
  const badge = () => document.getElementById("notification-badge");

  it("shows how much is unread, everywhere, and nothing when there is nothing", async () => {
    show(testPage([], 0, 0), <Bell />);
    expect(badge()?.hidden).toBe(true);
    screen.getByRole("button", { name: "Notifications" });

    for (const n of [1, 2, 3]) await pages.live.receive("notification", testEvent(testRow(n, { threadId: `t${n}` }), n));
    expect(badge()?.hidden).toBe(false);
    expect(badge()?.textContent).toBe("3");
    screen.getByRole("button", { name: "Notifications, 3 unread" });
    expect(document.title).toBe("(3) Courses");

    document.title = "Discussions";
    await waitFor(() => expect(document.title).toBe("(3) Discussions"));

    await pages.live.receive("notifications:read", testReadEvent(4, { upToSeq: 3 }, 0));
    expect(badge()?.hidden).toBe(true);
    expect(document.title).toBe("Discussions");
  });

  it("is exact to 99", async () => {
    show(testPage([], 5, 100), <Bell />);
    expect(badge()?.textContent).toBe("99+");
    await pages.live.receive("notifications:read", testReadEvent(6, { ids: ["x"] }, 99));
    expect(badge()?.textContent).toBe("99");
  });

  it("opens on its heading, where one more press marks nothing", async () => {
    show(testPage([], 0, 3), <Bell />);
    await act(async () => fireEvent.click(screen.getByRole("button", { name: /^Notifications/ })));
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Notifications" }));
  });

  it("moves no row while it is open: what arrives waits behind a button", async () => {
    show(testPage([testRow(1)], 1, 1), <Bell />);
    fireEvent.click(screen.getByRole("button", { name: "Notifications, 1 unread" }));
    const list = await screen.findByRole("list", { name: "Notifications" });
    const lines = () => within(list).getAllByRole("listitem");
    const before = lines()[0];
    await pages.live.receive("notification", testEvent(testRow(2, { threadId: "t2" }), 2));
    await pages.live.receive("notification", testEvent(testRow(3), 2));
    expect(lines()).toHaveLength(1);
    expect(before?.textContent).toContain("Jane Smith: text 1");

    fireEvent.click(screen.getByRole("button", { name: "2 new" }));
    expect(lines().map((line) => /text \d/.exec(line.textContent)?.[0])).toEqual(["text 3", "text 2"]);
    expect(screen.queryByRole("button", { name: /new$/ })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Notifications" }));
  });

  it("lets no toast lie on what it shows while it is open", async () => {
    show(
      testPage([testRow(1)], 1, 1),
      <>
        <Bell />
        <Toasts />
      </>,
    );
    const bell = screen.getByRole("button", { name: "Notifications, 1 unread" });
    fireEvent.click(bell);
    await screen.findByRole("list", { name: "Notifications" });
    await pages.live.receive("notification", testEvent(testRow(2, { threadId: "t2" }), 2));
    await screen.findByRole("button", { name: "1 new" });

    fireEvent.click(bell);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await pages.live.receive("notification", testEvent(testRow(3, { threadId: "t3" }), 3));
    await screen.findByText("Jane Smith: text 3");
    expect(screen.queryByText("Jane Smith: text 2")).toBeNull();
  });

  it("shows the first of an empty list at once, and lets what follows wait", async () => {
    show(testPage([], 0, 0), <Bell />);
    fireEvent.click(screen.getByRole("button", { name: "Notifications" }));
    await screen.findByText("Nothing here yet.");
    await pages.live.receive("notification", testEvent(testRow(1), 1));
    await screen.findByRole("listitem");
    await pages.live.receive("notification", testEvent(testRow(2, { threadId: "t2" }), 2));

    expect(screen.getAllByRole("listitem")).toHaveLength(1);

    screen.getByRole("button", { name: "1 new" });
  });

  it("opens the newest, grouped by thread", async () => {
    const rows = [testRow(3), testRow(2, { threadId: "t2", read: true }), testRow(1)];
    show(testPage(rows, 3, 1), <Bell />);
    fireEvent.click(screen.getByRole("button", { name: "Notifications, 1 unread" }));
    const lines = within(await screen.findByRole("list", { name: "Notifications" })).getAllByRole("listitem");

    expect(lines).toHaveLength(2);
    expect(lines[0]?.textContent).toContain("Reply, 2 unread");
    expect(lines[0]?.textContent).toContain("Jane Smith: text 3");
    expect(lines[0]?.textContent).toContain("Unread");
    expect(lines[1]?.textContent).not.toContain("Unread");

    const name = "Unread question of t1 Reply, 2 unread · at 12 minutes 41 seconds · Jane Smith: text 3 · Graphs";
    expect(screen.getByRole("link", { name }).getAttribute("href")).toBe("/discussions/threads/t1");
    screen.getByRole("button", { name: "Mark all 2 as read: Reply, question of t1" });
    expect(screen.getByRole("link", { name: "See all notifications" }).getAttribute("href")).toBe("/notifications");
  });
});
