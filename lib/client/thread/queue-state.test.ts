import { describe, expect, it } from "vitest";
import type { Queue, QueueItem } from "#lib/contract/queue.ts";
import { testThread } from "../testing";
import { freshCount, type QueueAction, type QueueState, queueReducer, queueState, waitingCount, waitingItems } from "./queue-state";

const item = (name: string, messageId = `${name}-1`): QueueItem => ({
  ...testThread({ id: name, question_text: name, lecturer_unread: true }),
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: messageId, content: name, created_at: "2026-01-01T10:00:00.000Z" },
});
const queue = (...items: QueueItem[]): Queue => ({
  items,
  stats: { waiting: items.length, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null },
});
const after = (state: QueueState, ...actions: QueueAction[]) => actions.reduce(queueReducer, state);
const names = (state: QueueState) => waitingItems(state).map(({ id }) => id);
const three = queue(item("a"), item("b"), item("c"));

describe("an answered question", () => {
  it("is off at once and back when it failed", () => {
    const taken = after(queueState(three), { type: "take", id: "b" });
    expect(names(taken)).toEqual(["a", "c"]);
    expect(waitingCount(taken)).toBe(2);
    expect(names(after(taken, { type: "restore", id: "b" }))).toEqual(["a", "b", "c"]);
  });

  it("stays off through a fetch that began before the answer was taken, and during it", () => {
    const taken = after(queueState(three), { type: "take", id: "b" });
    expect(names(after(taken, { type: "fetched", queue: three, startedAt: 5 }))).toEqual(["a", "c"]);
    const done = after(taken, { type: "taken", id: "b", at: 10 }, { type: "fetched", queue: three, startedAt: 5 });
    expect(names(done)).toEqual(["a", "c"]);
  });

  it("is back with a follow-up, and when a later fetch still has it", () => {
    const done = after(queueState(three), { type: "take", id: "b" }, { type: "taken", id: "b", at: 10 });
    expect(names(after(done, { type: "fetched", queue: queue(item("a"), item("c"), item("b", "b-2")), startedAt: 5 }))).toEqual([
      "a",
      "c",
      "b",
    ]);
    expect(names(after(done, { type: "fetched", queue: three, startedAt: 11 }))).toEqual(["a", "b", "c"]);
  });
});

describe("the selection", () => {
  it("moves between the ends", () => {
    const first = after(queueState(three), { type: "move", by: 1 });
    expect(first.selected).toBe("a");
    expect(after(first, { type: "move", by: -1 }).selected).toBe("a");
    expect(after(first, { type: "move", by: 1 }, { type: "move", by: 1 }, { type: "move", by: 1 }).selected).toBe("c");
  });

  it("moves to the next row after an answer, at the end to the last row, and to none in an empty queue", () => {
    const onB = after(queueState(three), { type: "select", id: "b" });
    expect(after(onB, { type: "take", id: "b" }).selected).toBe("c");
    expect(after(onB, { type: "take", id: "b" }, { type: "take", id: "c" }).selected).toBe("a");
    expect(after(onB, { type: "take", id: "b" }, { type: "take", id: "c" }, { type: "take", id: "a" }).selected).toBeNull();
  });

  it("stays through a fetch", () => {
    expect(after(queueState(three), { type: "select", id: "b" }, { type: "fetched", queue: three, startedAt: 1 }).selected).toBe("b");
  });
});

describe("a queue of which a part is loaded", () => {
  const since = (name: string, minute: number) => ({ ...item(name), waiting_since: `2026-01-01T10:0${minute}:00.000Z` });
  const part = { ...queue(since("a", 1), since("b", 2)), next_cursor: "c1" };

  it("calls nothing new that was only further back", () => {
    expect(freshCount(part, queue(since("b", 2), since("c", 3)))).toBe(0);
    expect(freshCount(part, queue(since("a", 1), since("back", 1), since("b", 2)))).toBe(1);
    expect(freshCount(queue(since("a", 1)), queue(since("a", 1), since("c", 3)))).toBe(1);
  });
});

describe("the fold that is open", () => {
  const same = (name: string): QueueItem => ({
    ...item(name),
    latest_message: { ...item(name).latest_message, content: "Why does b change when I append to a?" },
    created_at: item(name).latest_message.created_at,
    student_id: name,
    video_timestamp_seconds: 14,
    fold: { id: "a", size: 4, more: false },
  });
  const alike = (...all: string[]) => ({ items: all.map(same), size: all.length, more: false });
  const part = { ...queue(same("a"), item("x")), next_cursor: "further", stats: { ...queue().stats, waiting: 5 } };
  const opened = () => {
    const state = queueState(part);
    return after(state, { type: "unfold", row: state.rows[0] ?? null });
  };
  const seen = (state: QueueState) => state.rows.find(({ id }) => id === state.unfolded?.id)?.items.map(({ id }) => id);
  const foldLoaded = (...all: string[]): QueueAction => ({ type: "foldLoaded", id: "fold:a", whole: alike(...all) });

  it("gathers what is not loaded, loses what others answer, and takes nobody in who asks later unless that is wanted", () => {
    const all = after(opened(), foldLoaded("a", "b", "c", "d"));
    expect(seen(all)).toEqual(["a", "b", "c", "d"]);
    const later = after(all, foldLoaded("a", "c", "d", "e"));
    expect([seen(later), later.unfolded?.newCount]).toEqual([["a", "c", "d"], 1]);
    const joined = after(later, { type: "foldLoaded", id: "fold:a", whole: alike("a", "c", "d", "e"), all: true });
    expect([seen(joined), joined.unfolded?.newCount]).toEqual([["a", "c", "d", "e"], 0]);
    expect(seen(after(joined, { type: "apart", id: "c" }))).toEqual(["a", "d", "e"]);
  });

  it("has those in its count that one act does not reach, loaded or not", () => {
    const some = { ...foldLoaded("a", "b"), whole: { ...alike("a", "b"), size: 4 } };
    const more = { ...part, items: [...part.items, same("c")] };
    const state = after(opened(), some, { type: "fetched", queue: more, startedAt: 1 });

    expect(state.rows.map(({ id, items, beyond }) => [id, items.length, beyond])).toEqual([
      ["fold:a", 2, 2],
      ["x", 1, 0],
    ]);
    expect(after(state, { type: "unfold", row: null }).rows.map(({ items, beyond }) => [items.length, beyond])).toEqual([
      [2, 2],
      [1, 0],
    ]);
  });

  it("is what the queue says once that is loaded whole, and nothing when it was closed meanwhile", () => {
    const all = after(opened(), foldLoaded("a", "b", "c", "d"));
    const whole = { ...queue(same("a"), same("c")) };
    expect(seen(after(all, { type: "fetched", queue: whole, startedAt: 1 }))).toEqual(["a", "c"]);
    const closed = after(opened(), { type: "unfold", row: null });
    expect(after(closed, foldLoaded("a", "b"))).toBe(closed);
  });

  it("is counted no more while its answers are on the way, until the server has counted anew", () => {
    const taken = after(opened(), foldLoaded("a", "b", "c", "d"), ...["a", "b", "c"].map((id): QueueAction => ({ type: "take", id })));
    expect(waitingCount(taken)).toBe(2);
    expect(waitingCount(after(taken, { type: "unfold", row: null }))).toBe(2);
    const sent = after(taken, { type: "taken", id: "a", at: 5 }, { type: "taken", id: "b", at: 5 }, { type: "restore", id: "c" });
    expect(waitingCount(sent)).toBe(3);
    const anew = { ...queue(item("x"), same("d")), next_cursor: "further", stats: { ...queue().stats, waiting: 3 } };
    expect(waitingCount(after(sent, { type: "fetched", queue: anew, startedAt: 6 }))).toBe(3);
  });
});
