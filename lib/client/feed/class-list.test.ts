import { describe, expect, it } from "vitest";
import { testThread } from "../testing";
import { classApiPath, classHref, parseClassView } from "./class-filter";
import { appendClassPage, applyThread, classList, refreshClassList, withoutThread, withVote } from "./class-list";

const minute = (number: number) => `2026-01-01T10:${String(number).padStart(2, "0")}:00.000Z`;
const thread = (id: string, at: number, over = {}) => testThread({ id, visibility: "class", updated_at: minute(at), ...over });
const view = parseClassView({});
const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
const held = classList({ items: [thread("b", 20), thread("a", 10)], cursor: "c1" });

describe("a list of class threads", () => {
  it("changes rows where they are, and keeps what differs by reader", () => {
    const { mine: _mine, voted: _voted, ...shared } = thread("a", 30, { version: 2, votes: 5 });
    const own = { ...held, items: held.items.map((row) => ({ ...row, voted: true })) };
    const list = applyThread(own, shared, view);
    expect(ids(list)).toEqual(["b", "a"]);
    expect(list.items[1]).toMatchObject({ votes: 5, voted: true, version: 2 });
    expect(applyThread(list, thread("a", 10, { votes: 1 }), view).items[1]).toMatchObject({ votes: 5 });
  });

  it("counts what is new once, if it may be in the view", () => {
    const once = applyThread(applyThread(held, thread("n", 30), view), thread("n", 31, { version: 2 }), view);
    expect(once.fresh).toEqual(["n"]);
    expect(ids(once)).toEqual(["b", "a"]);

    const answered = parseClassView({ filter: "answered" });
    expect(applyThread(held, thread("n", 30), answered).fresh).toEqual([]);
    expect(applyThread(held, thread("n", 30, { answer_state: "student_answered" }), answered).fresh).toEqual(["n"]);
    expect(withoutThread(once, "n").fresh).toEqual([]);
    expect(ids(withoutThread(once, "b"))).toEqual(["a"]);
  });

  it("takes a fresh page without moving rows, and lets go of what is gone", () => {
    const page = { items: [thread("n", 40), thread("a", 30, { version: 2, unread: true })], cursor: null };
    const list = refreshClassList(held, page, view);

    expect(ids(list)).toEqual(["a"]);
    expect(list.items[0]).toMatchObject({ unread: true });
    expect(list.fresh).toEqual(["n"]);
    // The page of a filter does not show which rows are gone.
    expect(ids(refreshClassList(held, page, parseClassView({ filter: "waiting" })))).toEqual(["b", "a"]);
    expect(ids(refreshClassList(classList({ items: [], cursor: null }), page, view))).toEqual(["n", "a"]);
  });

  it("counts no thread as new that is merely further down", () => {
    const page = { items: [thread("b", 20), thread("a", 10), thread("z", 5)], cursor: null };
    expect(refreshClassList(held, page, view).fresh).toEqual([]);
  });

  it("goes on at its end, with no row twice", () => {
    const more = { items: [thread("a", 10), thread("z", 5)], cursor: null };
    expect(ids(appendClassPage(held, more, "c1"))).toEqual(["b", "a", "z"]);
    expect(appendClassPage(held, more, "c0")).toBe(held);
  });

  it("shows a vote at once, and then what the server says", () => {
    const voted = withVote(held, "a", { voted: true });
    expect(voted.items[1]).toMatchObject({ voted: true, votes: 1 });
    expect(withVote(voted, "a", { voted: false }).items[1]).toMatchObject({ voted: false, votes: 0 });
    expect(withVote(voted, "a", { voted: true, votes: 7, follow: "answers" }).items[1]).toMatchObject({ votes: 7, follow: "answers" });
  });
});

describe("the address of a view", () => {
  it("says what differs from the usual, and takes no nonsense", () => {
    const video = "00000000-0000-4000-8000-00000000000b";
    const given = parseClassView({ filter: "waiting", sort: "votes", video_id: video });
    expect(classHref("c", given)).toBe(`/courses/c/questions?filter=waiting&sort=votes&video_id=${video}`);
    expect(classHref("c", parseClassView({ filter: "x", sort: ["votes"], video_id: "1" }))).toBe("/courses/c/questions");
    expect(classApiPath("c", given, 20, "a b")).toContain("&limit=20&cursor=a+b");
  });
});
