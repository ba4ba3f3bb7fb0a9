import { describe, expect, it } from "vitest";
import type { Thread } from "#lib/contract/discussions.ts";
import { testThread } from "../testing";
import { discussionsApiPath, discussionsHref, parseListFilter } from "./list-filter";
import { questionState } from "./question-state";
import { appendThreadPage, refreshThreadList, threadList, withWaiting } from "./thread-list";

const id = (number: number) => `00000000-0000-4000-8000-0000000000${String(number).padStart(2, "0")}`;

/** `at` is the minute of its last change. */
const thread = (number: number, at: number, over: Partial<Thread> = {}): Thread =>
  testThread({
    id: id(number),
    video_id: id(90),
    course_id: id(91),
    question_text: `question ${number}`,
    unread: true,
    updated_at: `2026-01-01T10:${String(at).padStart(2, "0")}:00.000Z`,
    ...over,
  });
const ids = (threads: Thread[]) => threads.map((one) => one.id);

describe("a fresh first page", () => {
  const list = threadList({ items: [thread(3, 30), thread(2, 20), thread(1, 10)], cursor: "more" });

  it("changes rows in place and lets new ones wait", () => {
    const fresh = refreshThreadList(
      list,
      { items: [thread(4, 45), thread(1, 40, { status: "resolved" }), thread(3, 30)], cursor: "c" },
      "all",
    );

    expect(ids(fresh.items)).toEqual([id(3), id(2), id(1)]);
    expect(fresh.items[2]?.status).toBe("resolved");
    expect(ids(fresh.waiting)).toEqual([id(4)]);
    expect(ids(withWaiting(fresh).items)).toEqual([id(4), id(1), id(3), id(2)]);
  });

  it("marks what left the list by what it became, and only as far as the page reaches", () => {
    const fresh = refreshThreadList(list, { items: [thread(2, 20)], cursor: "c" }, "open");
    expect(fresh.items.map(({ status }) => status)).toEqual(["resolved", "open", "open"]);
    const read = refreshThreadList(list, { items: [], cursor: null }, "unread");
    expect(read.items.every((one) => !one.unread)).toBe(true);
  });

  it("says of what left the questions that wait that it is answered or, if nothing was written there lately, resolved", () => {
    const answered = thread(3, 40, { waiting: false, answer_state: "staff_answered" });
    const fresh = refreshThreadList(list, { items: [thread(1, 10)], cursor: null }, "waiting", { items: [answered], cursor: "c" });

    expect(fresh.items.map((one) => [one.id, questionState(one)])).toEqual([
      [id(3), "answered"],
      [id(2), "resolved"],
      [id(1), "waiting"],
    ]);

    const reopened = refreshThreadList(
      threadList({ items: [thread(3, 30, { status: "resolved" })], cursor: null }),
      { items: [], cursor: null },
      "resolved",
    );
    expect(reopened.items.map(questionState)).toEqual(["waiting"]);
  });

  it("removes deleted rows and updates changed ones, where the unfiltered page tells what became of them", () => {
    expect(ids(refreshThreadList(list, { items: [thread(3, 30), thread(1, 10)], cursor: "c" }, "all").items)).toEqual([id(3), id(1)]);

    const all = { items: [thread(3, 31, { status: "resolved" }), thread(1, 10)], cursor: "c" };
    const open = refreshThreadList(list, { items: [thread(1, 10)], cursor: "c" }, "open", all);
    expect(open.items.map((one) => [one.id, one.status])).toEqual([
      [id(3), "resolved"],
      [id(1), "open"],
    ]);
  });

  it("that does not overlap the rows on screen starts the list again when it is shown, so that no row in between is missing", () => {
    const page = (from: number, to: number, cursor: string) => ({
      items: Array.from({ length: from - to + 1 }, (_, index) => thread(from - index, from - index)),
      cursor,
    });
    const some = refreshThreadList(threadList({ items: [thread(1, 1)], cursor: "a" }), page(5, 2, "b"), "all");

    expect(some.replacement).not.toBeNull();
    expect(ids(some.items)).toEqual([id(1)]);
    expect(withWaiting(some)).toEqual(threadList(page(5, 2, "b")));
    // The next page overlaps the rows that wait, which still do not reach the rows on screen.
    expect(withWaiting(refreshThreadList(some, page(6, 3, "c"), "all"))).toEqual(threadList(page(6, 3, "c")));

    // Here the rows that wait reach those on screen. The next page overlaps them, and those below it go on waiting.
    const waits = refreshThreadList(threadList({ items: [thread(1, 1)], cursor: "a" }), page(3, 1, "b"), "all");
    const more = refreshThreadList(waits, page(5, 3, "c"), "all");
    expect(more.replacement).toBeNull();
    expect(ids(withWaiting(more).items)).toEqual([5, 4, 3, 2, 1].map(id));
  });

  it("fills an empty list at once", () => {
    expect(ids(refreshThreadList(threadList({ items: [], cursor: null }), { items: [thread(1, 1)], cursor: null }, "all").items)).toEqual([
      id(1),
    ]);
  });

  it("taken in twice is taken in once", () => {
    const page = { items: [thread(4, 45), thread(3, 30)], cursor: "c" };
    expect(refreshThreadList(refreshThreadList(list, page, "all"), page, "all")).toEqual(refreshThreadList(list, page, "all"));
  });
});

describe("appended", () => {
  it("adds a page without rows twice", () => {
    const list = threadList({ items: [thread(2, 20)], cursor: "a" });
    const next = appendThreadPage(list, { items: [thread(2, 20), thread(1, 10)], cursor: null }, "a");
    expect(ids(next.items)).toEqual([id(2), id(1)]);
    expect(next.cursor).toBeNull();
    expect(appendThreadPage(list, { items: [thread(1, 10)], cursor: null }, "of an older list")).toEqual(list);
  });
});

describe("the address", () => {
  it("comes back as it was written", () => {
    const filter = { tab: "open" as const, courseId: id(91), videoId: id(90) };
    expect(discussionsHref(filter)).toBe(`/discussions?tab=open&course=${id(91)}&video=${id(90)}`);
    expect(parseListFilter(Object.fromEntries(new URL(discussionsHref(filter), "http://x").searchParams))).toEqual(filter);
    expect(discussionsHref({ tab: "all", courseId: null, videoId: null })).toBe("/discussions");
  });

  it("is read leniently", () => {
    expect(parseListFilter({ tab: "nonsense", course: "1", video: id(90) })).toEqual({ tab: "all", courseId: null, videoId: null });
    expect(parseListFilter({ tab: ["open", "all"] })).toEqual({ tab: "all", courseId: null, videoId: null });
  });

  it("leads to the call", () => {
    expect(discussionsApiPath({ tab: "unread", courseId: id(91), videoId: null })).toBe(
      `/api/discussions/threads?unread=true&course_id=${id(91)}`,
    );
    expect(discussionsApiPath({ tab: "all", courseId: null, videoId: null }, undefined, 100)).toBe("/api/discussions/threads?limit=100");
    expect(discussionsApiPath({ tab: "waiting", courseId: null, videoId: null })).toBe("/api/discussions/threads?state=waiting");
    expect(discussionsApiPath({ tab: "resolved", courseId: id(91), videoId: null }, "c")).toBe(
      `/api/discussions/threads?state=resolved&course_id=${id(91)}&cursor=c`,
    );
  });
});
