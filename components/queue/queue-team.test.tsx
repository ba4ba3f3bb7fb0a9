import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest } from "#components/testing.tsx";
import { testThread, testUser } from "#lib/client/testing.ts";
import type { QueueScope } from "#lib/client/thread/queue-view.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/queue.ts";
import { Queue } from "./queue";

const rest = useFakeRest();
let live: ReturnType<typeof testLive>;
beforeEach(() => {
  live = testLive({ user: testUser({ id: "me", role: "student" }) });
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

const until = () => new Date(Date.now() + 600_000).toISOString();
const item = (id: string, over: Partial<QueueItem> = {}): QueueItem => ({
  ...testThread({ id, mine: false, course_id: "c1", student_name: `Student ${id}` }),
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: `${id}-1`, content: `question ${id}`, created_at: "2026-01-01T10:00:00.000Z" },
  ...over,
});
const queue = (...items: QueueItem[]): QueueData => ({
  items,
  stats: { waiting: 9, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null },
});
const show = (items: QueueItem[], { scope = "all" as QueueScope, runs = false } = {}) => {
  const courses = [{ id: "c1", title: "Graphs", runs, code: null }];
  render(<Queue initial={queue(...items)} view={{ scope, courseId: null, videoId: null }} courses={courses} videos={[]} media={{}} />, {
    wrapper: live.Live,
  });
};
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole("button", { name })));
const claimed = (id: string, userId: string | null) =>
  live.receive("thread:claimed", {
    threadId: id,
    userId,
    name: userId && `Colleague ${userId}`,
    until: userId && until(),
  });

describe("a queue of several people", () => {
  it("says that one is answering, and that one is not any more", async () => {
    show([item("a")]);
    rest.route = (method) => item("a", { claim: method === "PUT" ? { user_id: "me", name: "Me", until: until() } : null });
    await press("I’m answering");
    expect(rest.calls.at(-1)).toMatchObject({ method: "PUT", path: "/api/discussions/threads/a/claim" });
    screen.getByText("You’re answering");

    await press("Stop");
    expect(rest.calls.at(-1)).toMatchObject({ method: "DELETE", path: "/api/discussions/threads/a/claim" });
    screen.getByRole("button", { name: "I’m answering" });
  });

  it("says who else is, as soon as they say so, and says why one can't", async () => {
    show([item("a")]);
    rest.route = () => Response.json({ success: false, error: "Ada is answering this question" }, { status: 409 });
    await press("I’m answering");
    screen.getByText("Ada is answering this question");

    await claimed("a", "x");
    expect(screen.getByRole("article").textContent).toContain("Colleague x is answering");
    expect(screen.queryByRole("button", { name: "Free it" })).toBeNull();
    await claimed("a", null);
    screen.getByRole("button", { name: "I’m answering" });
  });

  it("lets lecturers end a colleague's claim, and forgets one that has run out", async () => {
    const old = { user_id: "x", name: "Ada", until: "2026-01-01T10:00:00.000Z" };
    show([item("a", { claim: { ...old, until: until() } }), item("b", { claim: old })], { runs: true });
    screen.getByRole("button", { name: "Free it" });
    screen.getByRole("button", { name: "I’m answering" });
  });

  it("asks again when a claim decides which rows there are", async () => {
    show([item("a")], { scope: "unclaimed" });
    rest.route = () => queue();
    await claimed("a", "x");
    await screen.findByText("Nothing left to claim");
    expect(rest.calls.at(-1)?.path).toBe("/api/discussions/queue?scope=unclaimed");
  });

  it("asks whether a classmate's answer is to be endorsed", async () => {
    show([item("a", { visibility: "class", answer_state: "student_answered", votes: 4 })]);
    expect(screen.getByRole("article").textContent).toContain("4 others have this question");
    expect(screen.getByText("Answered by a student: endorse?")).toBeTruthy();
  });

  it("has an address for each view", async () => {
    show([item("a")], { scope: "mine" });
    const tabs = screen.getByRole("navigation", { name: "Filter the queue" });
    const addresses = [...tabs.querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(addresses).toEqual(["/dashboard", "/dashboard?scope=unclaimed", "/dashboard?scope=mine"]);
    expect(tabs.querySelector("[aria-current=page]")?.textContent).toBe("Mine");
  });
});
