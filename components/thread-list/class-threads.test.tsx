import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive, testReadEvent, useFakeRest } from "#components/testing.tsx";
import { parseClassView } from "#lib/client/feed/class-filter.ts";
import { testPage, testThread } from "#lib/client/testing.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { ClassThreads } from "./class-threads";
import { NoClassThreads } from "./no-class-threads";

const rest = useFakeRest();
let live: ReturnType<typeof testLive>;
/** Tell the parts that watch it that the end of the list is near. */
let near: (() => void)[];
beforeEach(() => {
  near = [];
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      private readonly come: () => void;
      constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
        this.come = () => tell([{ isIntersecting: true }]);
      }
      observe() {
        near.push(this.come);
      }
      disconnect() {
        near = near.filter((one) => one !== this.come);
      }
    },
  );
  live = testLive();
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

const question = (id: string, over: Partial<Thread> = {}) =>
  testThread({ id, visibility: "class", mine: false, question_text: `question ${id}`, ...over });
const show = async (items: Thread[], { canVote = true, cursor = null as string | null, filter = "all" } = {}) => {
  live.answers.set("course:join", () => ({ ok: true, seq: 7, epoch: "epoch" }));
  render(
    <ClassThreads
      courseId="c1"
      view={parseClassView({ filter })}
      initial={{ items, cursor }}
      head={{ seq: 7, epoch: "epoch" }}
      canVote={canVote}
      empty={<NoClassThreads courseId="c1" view={parseClassView({ filter })} learns />}
    />,
    { wrapper: live.Live },
  );
  await live.connect();
};
const announced: Notification = {
  id: "n1",
  type: "course/announcement",
  payload: {
    ...{ threadId: "e", courseId: "c1", courseTitle: "Programming", title: "Exam moved", preview: "To Monday." },
    ...{ authorId: "l1", authorName: "Jane Smith", timestamp: "2026-01-01T10:00:00.000Z" },
  },
  timestamp: "2026-01-01T10:00:00.000Z",
  read: false,
  seq: 1,
};
/** Waits a task, because TanStack Query notifies components only in a later one. */
const turn = () => act(() => new Promise((resolve) => setTimeout(resolve, 5)));
const click = async (element: HTMLElement) => {
  fireEvent.click(element);
  await turn();
};
const rows = () => screen.getAllByRole("article").map(({ textContent }) => textContent);
const event = async (thread: Thread, seq: number) => {
  await live.receive("course:thread", { courseId: "c1", thread, seq, epoch: "epoch" });
  await turn();
};

describe("ClassThreads", () => {
  it("says who asks, and what has become of each question", async () => {
    await show([
      question("a", { student_name: "Ada" }),
      question("b", { anonymous: true, answer_state: "student_answered", votes: 1 }),
      question("c", { anonymous: true, mine: true, answer_state: "staff_answered", waiting: false, votes: 3 }),
      question("d", { status: "resolved", waiting: false }),
      question("e", { kind: "announcement", title: "Exam moved", question_text: "To Monday." }),
    ]);
    const [a, b, c, d, e] = rows();

    expect(a).toMatch(/Waiting.*Asked by Ada.*Me too$/);
    expect(b).toMatch(/Waiting.*Asked anonymously.*Answered by a student.*Me too1$/);
    expect(c).toMatch(/Answered.*You, anonymous.*Answered by the staff.*3 others have this question$/);
    expect(d).toContain("Resolved");
    expect(e).toMatch(/^Exam moved.*Announcement.*To Monday\./);
    expect(e).not.toMatch(/Waiting|Me too/);

    screen.getByText("That’s all.");
  });

  it("shows an announcement as unread until the inbox says that it was read", async () => {
    live = testLive({ inbox: testPage([{ ...announced, read: false }], 1, 1) });
    await show([question("e", { kind: "announcement", title: "Exam moved", question_text: "To Monday." })]);
    const row = screen.getByRole("article");
    expect([row.textContent, row.hasAttribute("data-marked")]).toEqual([expect.stringMatching(/^Unread: Exam moved.*Unread/), true]);

    await live.receive("notifications:read", testReadEvent(2, { ids: [announced.id] }, 0));
    expect([row.textContent, row.hasAttribute("data-marked")]).toEqual([expect.not.stringContaining("Unread"), false]);
    expect(screen.getByRole("link").className).not.toContain("font-semibold");
  });

  it("counts a classmate's vote at once, and takes it back when it is refused", async () => {
    await show([question("a", { votes: 2 })]);
    rest.route = () => ({ votes: 5, voted: true, follow: "answers" });
    const button = screen.getByRole("button", { name: /^Me too/ });
    await click(button);
    expect(rest.calls.at(-1)).toMatchObject({ method: "PUT", path: "/api/discussions/threads/a/vote" });
    expect(button.getAttribute("aria-pressed")).toBe("true");
    expect(button.textContent).toMatch(/5$/);

    rest.route = () => Response.json({ success: false, error: "This course is archived" }, { status: 409 });
    await click(button);
    expect(button.getAttribute("aria-pressed")).toBe("true");
    screen.getByText("This course is archived");
  });

  it("offers no vote to staff", async () => {
    await show([question("a", { votes: 1 })], { canVote: false });
    expect(screen.queryByRole("button")).toBeNull();
    screen.getByText("1 other has this question");
  });

  it("hears changes in place, and shows what is new on request, seen from then on", async () => {
    await show([question("a"), question("b")]);
    expect(rest.calls).toEqual([{ method: "PUT", path: "/api/courses/c1/seen", body: { seq: 7 } }]);

    await event(question("b", { status: "resolved", version: 2 }), 8);
    expect(rows()[1]).toContain("Resolved");

    await event(question("n"), 9);
    expect(rows()).toHaveLength(2);
    rest.route = (method) => (method === "GET" ? [question("n"), question("a"), question("b")] : { seq: 9 });
    await click(screen.getByRole("button", { name: "1 new" }));
    expect(rows()[0]).toContain("question n");
    expect(rest.calls.at(-1)).toMatchObject({ path: "/api/courses/c1/seen", body: { seq: 9 } });

    await live.receive("course:thread_removed", { courseId: "c1", threadId: "n", seq: 10, epoch: "epoch" });
    await turn();
    expect(rows()).toHaveLength(2);
  });

  it.each(["by itself", "by its button"])("goes on at its end %s", async (how) => {
    await show([question("a")], { cursor: "c 1" });
    rest.route = () => [question("z")];
    if (how === "by itself") await waitFor(() => expect(near).toHaveLength(1));
    await (how === "by itself" ? act(async () => near.pop()?.()) : click(screen.getByRole("button", { name: "Show more" })));
    await turn();

    expect(rest.calls.at(-1)?.path).toBe("/api/courses/c1/threads?limit=20&cursor=c+1");
    expect(rows()).toHaveLength(2);
    screen.getByText("That’s all.");
  });

  it("says what an empty view means", async () => {
    await show([], { filter: "following" });
    screen.getByText("You’re not following anything yet");
  });
});
