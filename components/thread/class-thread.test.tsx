import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testDiscussion, testMessage, testOwnMessage } from "#lib/client/testing.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { TestThreadView } from "./testing";

const { id, student_id: sam } = testDiscussion();
const path = `/api/discussions/threads/${id}`;
const classmate = "00000000-0000-4000-8000-0000000000c1";
const alias = "00000000-0000-4000-8000-0000000000a1";
const answer = testMessage(2, { author_user_id: classmate, author_name: "Kim Classmate", author_role: "student", content: "Use let." });
const ofClass = (over: Partial<ThreadWithMessages> = {}) =>
  testDiscussion({ visibility: "class", messages: [testOwnMessage(1, "How do I declare one?"), answer], ...over });
/** The thread as another student reads it. */
const forClassmate = (over: Partial<ThreadWithMessages> = {}) => ofClass({ mine: false, my_author_id: "me", follow: "none", ...over });
const forStaff = (over: Partial<ThreadWithMessages> = {}) => ofClass({ mine: false, my_author_id: "me", claim: null, ...over });

const rest = useFakeRest();
useNoLayout();
let live: ReturnType<typeof testLive>;
const show = (initial: ThreadWithMessages, more: Partial<Parameters<typeof TestThreadView>[0]> = {}) =>
  render(<TestThreadView initial={initial} me={{ id: "me", name: "Me", role: "student" }} {...more} />, { wrapper: live.Live });
const press = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole("button", { name })));
const menu = async (name: string) => {
  fireEvent.keyDown(screen.getByRole("button", { name }), { key: "Enter" });
  return screen.findByRole("menu");
};
const acts = async (name: string) => within(await menu(name)).getAllByRole("menuitem");
const wordsOf = async (name: string) => {
  const words = (await acts(name)).map(({ textContent }) => textContent);
  fireEvent.keyDown(screen.getByRole("menu"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  return words;
};
const choose = async (name: string, act_: string) => {
  await menu(name);
  await act(async () => fireEvent.click(screen.getByRole("menuitem", { name: act_ })));
};
const calls = () => rest.calls.map(({ method, path, body }) => [method, path, body]);

beforeEach(() => {
  live = testLive();
  localStorage.clear();
});
afterEach(cleanup);

describe("a question of the class", () => {
  it("says who sees it, and to its author that they are not named", () => {
    const { unmount } = show(ofClass({ anonymous: true, student_id: alias, my_author_id: alias, student_name: "Anonymous" }));
    screen.getByText("Class: 212 people, asked anonymously");
    screen.getByText("You, anonymous");

    unmount();
    show(testDiscussion());
    screen.getByText("Private: you and 3 staff");
    expect(screen.queryByText("You, anonymous")).toBeNull();
  });

  it("lets a classmate say that they have it, too, and neither resolve it nor judge its answers", async () => {
    rest.route = (method) => ({ votes: method === "PUT" ? 4 : 3, voted: method === "PUT", follow: "answers" });
    show(forClassmate({ votes: 3 }));
    expect(screen.queryByRole("button", { name: "Resolve" })).toBeNull();
    for (const name of ["More about this discussion", "More about this question", "More about this message"])
      expect(await wordsOf(name)).toEqual(["Copy link"]);

    await press(/^Me too/);
    expect(screen.getByRole("button", { name: "Me too 4" }).getAttribute("aria-pressed")).toBe("true");
    screen.getByRole("button", { name: "Notifications: Only the answer" });

    await press("Me too 4");
    screen.getByRole("button", { name: "Me too 3" });
    expect(calls()).toEqual([
      ["PUT", `${path}/vote`, undefined],
      ["DELETE", `${path}/vote`, undefined],
    ]);
  });

  it("counts others’ votes as they come, by the feed of the course", async () => {
    live.answers.set("course:join", () => ({ ok: true, seq: 7, epoch: "e" }));
    const thread = ofClass({ votes: 2 });
    show(thread);
    await live.connect();
    await live.receive("course:thread", { courseId: thread.course_id, thread: { ...thread, votes: 5 }, seq: 8, epoch: "e" });
    screen.getByText("5 others have this question");
  });

  it("names no best answer where the only one stands right below", () => {
    show(ofClass({ accepted_message_id: answer.id, status: "resolved" }));
    expect(screen.queryByText("Best answers")).toBeNull();
    screen.getByRole("heading", { name: "Replies" });
  });

  it("shows accepted and endorsed answers above the conversation, which keeps its order", async () => {
    const second = { ...testMessage(3), endorsed_by_name: "Lee Lecturer", endorsed_at: "2026-01-01T11:00:00.000Z" };
    rest.route = () => ofClass({ accepted_message_id: answer.id, status: "resolved", version: 3 });
    show(ofClass({ messages: [...ofClass().messages, second] }));
    const best = () => screen.queryAllByRole("link", { name: /answer by/ }).map((link) => link.getAttribute("href"));
    expect(best()).toEqual([`#message-${second.id}`]);
    screen.getByText(/^Endorsed by$/, { exact: false });

    const [ofKim] = screen.getAllByRole("button", { name: "More about this message" });
    fireEvent.keyDown(ofKim as HTMLElement, { key: "Enter" });
    const accept = await screen.findByRole("menuitem", { name: "Accept this answer" });
    await act(async () => fireEvent.click(accept));

    expect(calls()).toEqual([["POST", `/api/discussions/messages/${answer.id}/accept`, {}]]);
    expect(best()).toEqual([`#message-${answer.id}`, `#message-${second.id}`]);
    screen.getByText("Accepted answer");
    screen.getByText("Resolved");
    const texts = [...screen.getByRole("region", { name: "Messages" }).querySelectorAll("article")].map((one) => one.id);
    expect(texts).toEqual([`message-${answer.id}`, `message-${second.id}`]);
  });

  it("offers the asker to accept each answer of others, until one is accepted", async () => {
    const own = testOwnMessage(3, "I meant the second line.");
    rest.route = () => ofClass({ accepted_message_id: answer.id, status: "resolved", version: 4 });
    show(ofClass({ mine: true, messages: [...ofClass().messages, own] }));
    const offers = () => screen.queryAllByRole("button", { name: "Accept this answer" });
    expect(offers().map((button) => button.closest("article")?.id)).toEqual([`message-${answer.id}`]);

    await act(async () => fireEvent.click(offers()[0] as HTMLElement));
    expect(calls()[0]).toEqual(["POST", `/api/discussions/messages/${answer.id}/accept`, {}]);
    expect(offers()).toEqual([]);

    cleanup();
    show(forStaff(), { me: { id: "me", name: "Lee Lecturer", role: "lecturer" } });
    expect(offers()).toEqual([]);
  });

  it("leads to an accepted answer that is further up than what is loaded", async () => {
    rest.route = () => ({ ...ofClass(), messages: [testOwnMessage(1, "How do I declare one?"), answer] });
    show(ofClass({ messages: [testMessage(9)], messages_cursor: "c", accepted_message_id: answer.id }));
    // jsdom has no `scrollIntoView`, because it has no layout.
    const scrollIntoView = vi.fn();
    HTMLElement.prototype.scrollIntoView = scrollIntoView;
    const link = screen.getByRole("link", { name: "Accepted answer, further up" });
    window.location.hash = link.getAttribute("href") as string;
    await screen.findByText("Use let.", { selector: "article p" });

    expect(screen.queryByRole("link", { name: "Accepted answer, further up" })).toBeNull();
    await waitFor(() => expect(scrollIntoView).toHaveBeenCalled());

    window.location.hash = "";
  });

  it("lets staff endorse a student’s answer", async () => {
    rest.route = () => ({ ...answer, endorsed_by_name: "Lee Lecturer", endorsed_at: "2026-01-01T11:00:00.000Z" });
    show(forStaff(), { me: { id: "me", name: "Lee Lecturer", role: "lecturer" } });
    await choose("More about this message", "Endorse this answer");
    expect(calls()).toEqual([["PUT", `/api/discussions/messages/${answer.id}/endorse`, undefined]]);
    expect(screen.getByText("Endorsed by", { exact: false }).textContent).toBe("Endorsed by Lee Lecturer");
    expect(await wordsOf("More about this message")).toEqual(["Accept this answer", "No longer endorse", "Copy link", "Delete"]);
  });

  it("says nothing of being seen", async () => {
    show(ofClass({ messages: [testOwnMessage(1, "How do I declare one?"), testOwnMessage(2, "Anyone?")] }));
    await live.connect();
    expect(screen.queryByText(/Seen/)).toBeNull();
  });

  it("ignores its reader’s own typing, which comes under the id they have here", async () => {
    show(ofClass({ anonymous: true, student_id: alias, my_author_id: alias }), { me: { id: sam, name: "Sam", role: "student" } });
    await live.connect();
    await live.receive("thread:typing", { threadId: id, userId: alias, name: "Anonymous" });
    expect(screen.queryByText(/is typing/)).toBeNull();
  });

  it("that is gone may have been made private, as a classmate sees it", async () => {
    show(forClassmate());
    await live.receive("thread:removed", { threadId: id, version: 3 });
    await screen.findByText("It was deleted, or made private.");
  });
});

describe("who asked", () => {
  it("is taken out of a class question by its asker, who is asked first", async () => {
    rest.route = () => ofClass({ anonymous: true, version: 4 });
    show(ofClass());
    expect(await wordsOf("More about this discussion")).toEqual(["Copy link", "Hide my name", "Make private"]);
    await choose("More about this discussion", "Hide my name");
    expect(calls()).toEqual([]);

    await press("Hide my name");
    expect(calls()[0]).toEqual(["PATCH", path, { anonymous: true }]);
  });

  it("is shown to staff on request, after a notice that the request is logged", async () => {
    rest.route = () => ({ user_id: sam, name: "Sam Student" });
    show(forStaff({ anonymous: true, student_name: "Anonymous" }), { me: { id: "me", name: "Lee", role: "lecturer" } });

    expect(await wordsOf("More about this discussion")).not.toContain("Block Sam Student…");

    await choose("More about this discussion", "Show who asked");
    screen.getByText(/We’ll log/);
    await press("Show the name");
    expect(calls()).toEqual([["POST", `${path}/author`, {}]]);
    expect(screen.getByText("Asked by", { exact: false, selector: "p[role=status]" }).textContent).toContain("Sam Student");
    expect(await wordsOf("More about this discussion")).toContain("Block Sam Student…");
  });
});
