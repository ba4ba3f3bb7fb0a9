import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { testReadEvent, useInboxPages, useNoLayout } from "#components/testing.tsx";
import { testEvent, testPage, testRow } from "#lib/client/testing.ts";
import { Bell } from "./bell";

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

    const name = "Unread question of t1 Reply, 2 unread · Jane Smith: text 3 · Graphs";
    expect(screen.getByRole("link", { name }).getAttribute("href")).toBe("/discussions/threads/t1");
    screen.getByRole("button", { name: "Mark as read: Reply, question of t1" });
    expect(screen.getByRole("link", { name: "See all notifications" }).getAttribute("href")).toBe("/notifications");
  });
});
