import { describe, expect, it } from "vitest";
import { type Fold, type FoldItem, foldQuestions, nearSeconds } from "./fold-questions";

let count = 0;
const asked = (content: string, over: Partial<FoldItem> = {}): FoldItem => {
  const id = `q${count++}`;
  const created_at = "2026-01-01T10:00:00.000Z";
  return {
    id,
    student_id: `student ${id}`,
    video_id: "v",
    video_timestamp_seconds: 14,
    visibility: "private",
    answer_state: "unanswered",
    code_snippet: null,
    claim: null,
    created_at,
    latest_message: { content, created_at },
    ...over,
  };
};
const fold = (...items: FoldItem[]) => foldQuestions(items);
const idsOf = (folds: Fold<FoldItem>[]) => folds.map(({ items }) => items.map(({ id }) => id));
const sizes = (folds: Fold<FoldItem>[]) => folds.map(({ items }) => items.length);
const both = (one: string, other: string, over: Partial<FoldItem> = {}) => sizes(fold(asked(one), asked(other, over)));

/** A queue of whatever people ask, the same each time. */
function anyQueues(rounds: number): FoldItem[][] {
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
    "Why is this list mutable, ordered and long?",
    "So why is this list mutable and long?",
  ];
  return Array.from({ length: rounds }, () =>
    Array.from({ length: random(40) }, () =>
      asked(texts[random(texts.length)] ?? "", {
        video_timestamp_seconds: random(60),
        video_id: `v${random(2)}`,
        student_id: `student ${random(30)}`,
      }),
    ),
  );
}

const text = "Why does b change when I append to a?";

describe("foldQuestions", () => {
  it.each([
    ["Why does b change when I append to a?", "why does b change when I append something to a"],
    ["What is a closure in JavaScript?", "So what is a closure, please, in JavaScript"],
    ["What does `a  =  b` do?", "what does `a = b` do"],
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

  it.each<[string, Partial<FoldItem>]>([
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
    const [row] = foldQuestions(items.slice(0, 2));
    const unfolded = { id: row?.id ?? "", ids: new Set([first ?? "", second ?? ""]) };

    expect(idsOf(foldQuestions(items, new Set(), unfolded))).toEqual([[first, second], [third]]);
    expect(idsOf(foldQuestions(items, new Set([first ?? ""]), unfolded))).toEqual([[first], [second], [third]]);
    // The row stays a fold when one of its questions was answered elsewhere.
    expect(foldQuestions(items.slice(1), new Set(), unfolded)[0]).toMatchObject({ id: row?.id, isFold: true });
  });

  it("leaves what somebody answers meanwhile out of what is unfolded", () => {
    const items = [asked(text), asked(text)];
    const unfolded = { id: "fold:x", ids: new Set(items.map(({ id }) => id)) };
    const claim = { user_id: "x", name: "Ada", until: "2026-01-01T10:00:00.000Z" };
    const claimed = items.map((item, index) => (index === 0 ? { ...item, claim } : item));
    expect(foldQuestions(claimed, new Set(), unfolded).map(({ id }) => id)).toEqual([items[0]?.id, "fold:x"]);
  });

  it("has each question once, in the order of the queue, whatever people wrote", () => {
    for (const items of anyQueues(200)) {
      const apart = new Set(items.filter((_, index) => index % 9 === 3).map(({ id }) => id));
      const ids = new Set(items.filter((_, index) => index % 9 === 5).map(({ id }) => id));
      for (const unfolded of [null, { id: "fold:x", ids }]) {
        const folds = foldQuestions(items, apart, unfolded);
        expect(folds.flatMap((each) => idsOf([each])[0] ?? []).toSorted()).toEqual(items.map(({ id }) => id).toSorted());
        expect(new Set(folds.map(({ id }) => id)).size).toBe(folds.length);
        const places = folds.map((each) => items.findIndex(({ id }) => id === each.items[0]?.id));
        expect(places).toEqual(places.toSorted((one, other) => one - other));
      }
    }
  });

  it("folds each with every other one of its fold alone, one of each student, within 15 s", () => {
    for (const items of anyQueues(200))
      for (const { items: together } of foldQuestions(items)) {
        const at = together.map(({ video_timestamp_seconds }) => video_timestamp_seconds ?? 0);
        expect(Math.max(...at) - Math.min(...at)).toBeLessThanOrEqual(nearSeconds);
        expect(new Set(together.map(({ student_id }) => student_id)).size).toBe(together.length);
        for (const one of together) for (const other of together) if (one !== other) expect(sizes(fold(one, other))).toEqual([2]);
      }
  });

  it("folds the beginning of a queue as the whole of it, so far as it goes", () => {
    for (const items of anyQueues(100)) {
      const here = new Set(items.slice(0, Math.ceil(items.length / 2)).map(({ id }) => id));
      const beginnings = idsOf(foldQuestions(items))
        .map((ids) => ids.filter((id) => here.has(id)))
        .filter((ids) => ids.length > 0);
      expect(idsOf(foldQuestions(items.filter(({ id }) => here.has(id))))).toEqual(beginnings);
    }
  });

  it("is quick with thousands of questions at one second, alike or not", () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`.replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? ""));
    const many = (textOf: (n: number) => string) => Array.from({ length: 2000 }, (_, n) => asked(textOf(n)));
    const differing = many((n) => words.map((word, index) => ((n >> (index % 11)) % 2 ? word : `${word}x`)).join(" "));
    const alike = many((n) => [...words.slice(0, 35), `other${n.toString(2).replace(/0/g, "a").replace(/1/g, "b")}`].join(" "));
    // Time of the processor, because a busy machine may pause the process for seconds.
    const began = process.cpuUsage();
    fold(...differing);
    fold(...alike);

    expect(process.cpuUsage(began).user / 1000).toBeLessThan(3000);
  });
});
