import { describe, expect, it } from "vitest";
import type { QueueItem } from "#lib/contract/queue.ts";
import { testThread } from "../testing";
import { foldRows } from "./queue-fold";

const text = "Why does b change when I append to a?";
const asked = (id: string, content: string, over: Partial<QueueItem> = {}): QueueItem => ({
  ...testThread({ id, student_id: `student ${id}`, video_timestamp_seconds: 14, created_at: "2026-01-01T10:00:00.000Z" }),
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: `${id}-1`, content, created_at: "2026-01-01T10:00:00.000Z" },
  ...over,
});
const rowsOf = (items: QueueItem[], over: Partial<Parameters<typeof foldRows>[0]> = {}) =>
  foldRows({ items, loaded: items, apart: new Set(), unfolded: null, ...over });
const briefly = (rows: ReturnType<typeof foldRows>) => rows.map(({ id, items, beyond }) => [id, items.length, beyond]);

describe("the rows of a queue", () => {
  it("stay the same where nothing has changed", () => {
    const items = [asked("a", text), asked("b", "What is a tuple?"), asked("c", text)];
    const before = rowsOf(items);
    const after = rowsOf([...items, asked("d", "What is a set?")]);
    for (const [index, row] of before.entries()) expect(after[index]).toBe(row);
    expect(rowsOf([...items, asked("d", text)])[0]).not.toBe(before[0]);
  });

  it("count what is not loaded, and fold a question whose like are all behind", () => {
    const fold = { id: "a", size: 12, more: false };
    const items = [asked("a", text, { fold }), asked("b", "What is a tuple?", { fold: { id: "b", size: 2, more: true } })];
    const more = asked("c", text, { fold });

    expect(briefly(rowsOf([...items, more]))).toEqual([
      ["fold:a", 2, 10],
      ["fold:b", 1, 1],
    ]);
    expect(rowsOf(items).map(({ isFold, isOpen }) => [isFold, isOpen])).toEqual([
      [true, false],
      [true, true],
    ]);
    // What was answered here is counted by the server still, and taken out is its own.
    expect(briefly(rowsOf([...items.slice(1), more], { loaded: [...items, more] }))).toContainEqual(["fold:c", 1, 10]);
    expect(briefly(rowsOf([...items, more], { apart: new Set(["a"]) }))).toEqual([
      ["a", 1, 0],
      ["fold:b", 1, 1],
      ["fold:c", 1, 10],
    ]);
  });
});
