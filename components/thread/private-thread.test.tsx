import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testDiscussion, testMessage, testOwnMessage, testRow } from "#lib/client/testing.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { TestThreadView, testCourse } from "./testing";

const { id } = testDiscussion();
const path = `/api/discussions/threads/${id}`;
const lee = { id: "lee", name: "Lee Lecturer", role: "lecturer" } as const;
const forStaff = (over: Partial<ThreadWithMessages> = {}) =>
  testDiscussion({ mine: false, my_author_id: "lee", claim: null, follow: "none", ...over });
const inTwoDays = () => new Date(Date.now() + 2 * 24 * 3600_000).toISOString();
const rest = useFakeRest();
useNoLayout();
let live: ReturnType<typeof testLive>;
const show = (initial: ThreadWithMessages, more: Partial<Parameters<typeof TestThreadView>[0]> = {}) =>
  render(<TestThreadView initial={initial} {...more} />, { wrapper: live.Live });
const press = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole("button", { name })));
const actsOnAll = async () => {
  fireEvent.keyDown(screen.getByRole("button", { name: "More about this discussion" }), { key: "Enter" });
  return within(await screen.findByRole("menu")).getAllByRole("menuitem");
};
const choose = async (name: string) => {
  const item = (await actsOnAll()).find(({ textContent }) => textContent === name);
  await act(async () => fireEvent.click(item as HTMLElement));
};
const calls = () => rest.calls.map(({ method, path, body }) => [method, path, body]);

beforeEach(() => {
  live = testLive();
  localStorage.clear();
});
afterEach(cleanup);

describe("a private question", () => {
  it("can be shown to the class by its asker until somebody else writes, after a notice whether the asker is named", async () => {
    const alone = testDiscussion({ answer_state: "unanswered", waiting: true, messages: [testOwnMessage(1, "How do I declare one?")] });
    rest.route = () => ({ ...alone, visibility: "class", version: 3 });
    show(alone);
    screen.getByText("Waiting");
    await choose("Show to the class");
    screen.getByText("Class: 212 people. They see your name.");
    await press("Show");

    expect(calls()).toEqual([["PATCH", path, { visibility: "class" }]]);

    screen.getByText("Class: 212 people");
  });

  it("stays with its asker and the staff once someone else has written", async () => {
    show(testDiscussion());
    screen.getByText("Answered");
    expect((await actsOnAll()).map(({ textContent }) => textContent)).toEqual(["Copy link"]);
  });

  it("may be shown to the class if its asker allows it, whom the staff ask", async () => {
    rest.route = () => forStaff({ publish_asked_until: inTwoDays() });
    show(forStaff(), { me: lee });
    await choose("Ask to publish");
    await press("Ask");
    expect(calls()).toEqual([["POST", `${path}/publish`, {}]]);
    screen.getByText(/The student was asked whether the class may see this/);
  });

  it("asks its asker as soon as the staff did, until they answer", async () => {
    rest.route = (method) => testDiscussion({ publish_asked_until: method === "GET" ? inTwoDays() : null });
    show(testDiscussion());
    await live.notify(testRow(1, { threadId: id, action: "publish_asked" }));
    const card = await screen.findByRole("region", { name: "May the class see this?" });
    await act(async () => fireEvent.click(within(card).getByRole("button", { name: "No" })));
    expect(calls().at(-1)).toEqual(["POST", `${path}/publish_answer`, { allow: false }]);
    expect(screen.queryByRole("region", { name: "May the class see this?" })).toBeNull();
  });

  it("does not ask when the time is over", () => {
    show(testDiscussion({ publish_asked_until: "2026-01-01T10:00:00.000Z" }));
    expect(screen.queryByRole("region", { name: "May the class see this?" })).toBeNull();
  });
});

describe("a claim", () => {
  const waiting = { waiting: true, answer_state: "unanswered" } as const;

  it("is made by who answers, and seen by the others at once", async () => {
    rest.route = (method) =>
      forStaff({ ...waiting, claim: method === "PUT" ? { user_id: "lee", name: "Lee Lecturer", until: inTwoDays() } : null });
    show(forStaff(waiting), { me: lee });
    await press("I’m answering");
    screen.getByText("You’re answering");
    await press("Stop");
    expect(calls()).toEqual([
      ["PUT", `${path}/claim`, undefined],
      ["DELETE", `${path}/claim`, undefined],
    ]);

    await live.receive("thread:claimed", { threadId: id, userId: "kim", name: "Kim Assistant", until: inTwoDays() });
    expect(screen.getByText(/is answering$/).textContent).toBe("Kim Assistant is answering");
    expect(screen.queryByRole("button", { name: "I’m answering" })).toBeNull();

    await live.receive("thread:claimed", { threadId: id, userId: null, name: null, until: null });
    screen.getByRole("button", { name: "I’m answering" });
  });

  it("is nothing that a student sees", async () => {
    show(testDiscussion(waiting));
    await live.receive("thread:claimed", { threadId: id, userId: "kim", name: "Kim Assistant", until: inTwoDays() });
    expect(screen.queryByText(/answering/)).toBeNull();
  });
});

describe("the follow levels", () => {
  it("are chosen in a menu, without the class’s own in a private discussion", async () => {
    rest.route = (_method, _path, body) => testDiscussion({ follow: (body as { level: "muted" }).level });
    show(testDiscussion());
    fireEvent.keyDown(screen.getByRole("button", { name: "Notifications: All messages" }), { key: "Enter" });
    const names = (await screen.findAllByRole("menuitemradio")).map(({ textContent }) => textContent?.split(/(?<=[a-z])(?=[A-Z])/)[0]);

    expect(names).toEqual(["All messages", "Nothing", "Muted"]);

    await act(async () => fireEvent.click(screen.getByRole("menuitemradio", { name: /^Muted/ })));
    expect(calls()).toEqual([["PUT", `${path}/follow`, { level: "muted" }]]);

    screen.getByRole("button", { name: "Notifications: Muted" });
  });
});

describe("where nothing can be written", () => {
  it("says so: posting is closed for students only, and an archived class for everyone", () => {
    const { unmount } = show(testDiscussion(), { course: testCourse({ open: false }) });
    screen.getByText("Posting is closed in this course.");
    expect(screen.queryByRole("textbox")).toBeNull();

    unmount();
    const second = show(forStaff(), { me: lee, course: testCourse({ open: false }) });
    screen.getByRole("textbox", { name: "Your reply" });

    second.unmount();
    show(forStaff({ visibility: "class" }), { me: lee, course: testCourse({ archived: true }) });
    screen.getByText(/archived/);
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});

describe("an announcement", () => {
  it("has its title and no state, and needs no video", () => {
    const said = testMessage(1, { content: "No lecture on Monday." });
    const over = { kind: "announcement", title: "Monday", visibility: "class", video_id: null, video_title: null } as const;
    show(testDiscussion({ ...over, video_timestamp_seconds: null, mine: false, my_author_id: "me", messages: [said] }));
    screen.getByRole("heading", { level: 1, name: "Announcement: Monday" });
    for (const word of ["Waiting", "Answered", "Resolved"]) expect(screen.queryByText(word)).toBeNull();
    expect(screen.queryByRole("button", { name: /Resolve|Me too/ })).toBeNull();
    screen.getByText("No replies yet.");
  });
});
