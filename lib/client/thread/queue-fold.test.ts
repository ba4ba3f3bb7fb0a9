import { describe, expect, it } from "vitest";
import type { QueueItem } from "#lib/contract/discussions.ts";
import { testThread } from "../testing";
import { foldRows, nearSeconds, type QueueRow } from "./queue-fold";

let count = 0;
const asked = (content: string, over: Partial<QueueItem> = {}): QueueItem => {
  const id = `q${count++}`;
  const created_at = "2026-01-01T10:00:00.000Z";
  return {
    ...testThread({ id, student_id: `student ${id}`, video_timestamp_seconds: 14, created_at }),
    waiting_since: created_at,
    latest_message: { id: `${id}-1`, content, created_at },
    ...over,
  };
};
const fold = (...items: QueueItem[]) => foldRows(items, new Set(), null);
const sizes = (rows: QueueRow[]) => rows.map(({ items }) => items.length);
const both = (one: string, other: string, over: Partial<QueueItem> = {}) => sizes(fold(asked(one), asked(other, over)));

const text = "Why does b change when I append to a?";

describe("foldRows", () => {
  it.each([
    ["Why does b change when I append to a?", "why does b change when I append something to a"],
    ["What is a closure in JavaScript?", "So what is a closure, please, in JavaScript"],
    ["Ich verstehe das nicht!", "ich verstehe das nicht"],
  ])("folds %j with %j", (one, other) => {
    expect(both(one, other)).toEqual([2]);
  });

  it.each([
    ["another question", text, "What does len do with a list of lists?"],
    ["a negation", "Why is this list mutable and ordered here?", "Why is this list not mutable and ordered here?"],
    ["a negation in one word", "How can this list sort its numbers here?", "How cannot this list sort its numbers here?"],
    ["another order", "How do I convert a list to a tuple?", "How do I convert a tuple to a list?"],
    ["other variables", "Why does b change when I append to a?", "Why does c change when I append to a?"],
    ["swapped variables", "Why does b change when I append to a?", "Why does a change when I append to b?"],
    ["another number", "Why does index 1 print the second item?", "Why does index 2 print the second item?"],
    ["another question word", "Why does append change both lists here?", "When does append change both lists here?"],
    ["another operator", "Why does x == y compare these lists?", "Why does x = y compare these lists?"],
    ["too few words", "Why is it so slow?", "Why is it so fast?"],
    ["other code", `${text}\n\`\`\`\na = b\n\`\`\``, `${text}\n\`\`\`\na = b[:]\n\`\`\``],
  ])("leaves %s apart", (_what, one, other) => {
    expect(both(one, other)).toEqual([1, 1]);
  });

  it.each<[string, Partial<QueueItem>]>([
    ["another video", { video_id: "another" }],
    ["later in the video", { video_timestamp_seconds: 14 + nearSeconds + 1 }],
    ["no moment", { video_timestamp_seconds: null }],
    ["the class", { visibility: "class" }],
    ["a classmate's answer", { answer_state: "student_answered" }],
    ["a claim", { claim: { user_id: "x", name: "Ada", until: "2026-01-01T10:00:00.000Z" } }],
    ["a follow-up", { created_at: "2026-01-01T09:00:00.000Z" }],
    ["a snippet", { code_snippet: "a = b" }],
  ])("leaves the same words apart with %s", (_what, over) => {
    expect(both(text, text)).toEqual([2]);
    expect(both(text, text, over)).toEqual([1, 1]);
  });

  it("folds at most 15 seconds, and each student once", () => {
    const at = (video_timestamp_seconds: number) => asked(text, { video_timestamp_seconds });
    expect(sizes(fold(at(10), at(20), at(25), at(30)))).toEqual([3, 1]);
    const twice = [asked(text, { student_id: "s" }), asked(text, { student_id: "s" })];
    expect(sizes(fold(...twice))).toEqual([1, 1]);
  });

  it("lets nothing join what is unfolded, and keeps apart what was taken out", () => {
    const items = [asked(text), asked(text), asked(text)];
    const [first, second, third] = items.map(({ id }) => id);
    const [row] = foldRows(items.slice(0, 2), new Set(), null);
    const unfolded = { id: row?.id ?? "", ids: new Set([first ?? "", second ?? ""]) };
    const idsOf = (rows: QueueRow[]) => rows.map((each) => each.items.map(({ id }) => id));
    expect(idsOf(foldRows(items, new Set(), unfolded))).toEqual([[first, second], [third]]);
    expect(idsOf(foldRows(items, new Set([first ?? ""]), unfolded))).toEqual([[first], [second], [third]]);
    // The row stays a fold when one of its questions was answered elsewhere.
    expect(foldRows(items.slice(1), new Set(), unfolded)[0]).toMatchObject({ id: row?.id, isFold: true });
  });

  it("keeps the rows in which nothing has changed", () => {
    const items = [asked(text), asked("What is a tuple?"), asked(text)];
    const before = fold(...items);
    expect(fold(...items, asked("What is a set?")).slice(0, 2)).toEqual(before);
    for (const [index, row] of fold(...items, asked("What is a set?"))
      .slice(0, 2)
      .entries())
      expect(row).toBe(before[index]);
    expect(fold(...items, asked(text))[0]).not.toBe(before[0]);
  });

  it("has each waiting student in one row, whatever they wrote", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 16807) % 2147483647;
      return seed % below;
    };
    const texts = [
      text,
      "why does b change if I append to a",
      "What is a tuple?",
      "",
      "`x`",
      "no",
      "Why is this list mutable and ordered?",
    ];
    for (let round = 0; round < 200; round++) {
      const items = Array.from({ length: random(40) }, () =>
        asked(texts[random(texts.length)] ?? "", { video_timestamp_seconds: random(60), video_id: `v${random(2)}` }),
      );
      const apart = new Set(items.filter(() => random(9) === 0).map(({ id }) => id));
      const ids = new Set(items.filter(() => random(9) === 0).map(({ id }) => id));
      const rows = foldRows(items, apart, random(2) === 0 ? null : { id: "fold:x", ids });
      const inRows = rows.flatMap((row) => row.items.map(({ id }) => id));
      expect(inRows.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
  });

  it("is quick with thousands of questions at one second", () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`.replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? ""));
    const items = Array.from({ length: 2000 }, (_, n) =>
      asked(words.map((word, index) => ((n >> (index % 11)) % 2 ? word : `${word}x`)).join(" ")),
    );
    const began = performance.now();
    fold(...items);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
