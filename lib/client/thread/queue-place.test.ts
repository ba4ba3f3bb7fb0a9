import { describe, expect, it } from "vitest";
import type { Queue } from "#lib/contract/queue.ts";
import { testThread } from "../testing";
import { placeInQueue } from "./queue-place";
import { parseQueueView } from "./queue-view";

const item = (id: string): Queue["items"][number] => ({
  ...testThread({ id, question_text: `About ${id.repeat(20)}`, video_timestamp_seconds: null }),
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: `${id}-1`, content: `About ${id.repeat(20)}`, created_at: "2026-01-01T10:00:00.000Z" },
});
const queue = (ids: string, waiting: number = ids.length): Queue => ({
  items: [...ids].map(item),
  stats: { waiting, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null },
  ...(waiting > ids.length && { next_cursor: "more" }),
});
const look = (of: Queue, id: string, { lastPlace = 0, done = "", scope = "all" } = {}) => {
  const isDone = (one: { id: string }) => done.includes(one.id);
  const { here, before, next, total } = placeInQueue({ queue: of, view: parseQueueView({ scope }), id, lastPlace, isDone });
  return [before?.id ?? null, here && here.place + 1, next?.id ?? null, total];
};

describe("the place of a question in the queue", () => {
  it("has one before and one behind, but at the ends", () => {
    expect(look(queue("abc"), "b")).toEqual(["a", 2, "c", "3"]);
    expect(look(queue("abc"), "a")).toEqual([null, 1, "b", "3"]);
    expect(look(queue("abc"), "c")).toEqual(["b", 3, null, "3"]);
  });

  it("counts what waits behind the loaded rows, or says that nobody knows", () => {
    expect(look(queue("abc", 1514), "b")).toEqual(["a", 2, "c", "1,514"]);
    expect(look(queue("abc", 1514), "b", { scope: "unclaimed" })).toEqual(["a", 2, "c", "3+"]);
    expect(look({ ...queue("abc"), stats: queue("", 9).stats }, "b", { scope: "mine" })).toEqual(["a", 2, "c", "3"]);
  });

  it("passes over what was answered here, whose place the next one takes", () => {
    expect(look(queue("abcd"), "b", { done: "ac" })).toEqual([null, 1, "d", "2"]);
    expect(look(queue("abcd"), "b", { done: "b", lastPlace: 1 })).toEqual(["a", null, "c", "3"]);
    expect(look(queue("acd"), "b", { lastPlace: 1 })).toEqual(["a", null, "c", "3"]);
    expect(look(queue("a"), "b", { lastPlace: 5 })).toEqual(["a", null, null, "1"]);
  });

  it("is that of the rows, in which those that ask the same stand together", () => {
    const same = { question_text: "Why is the list empty?", video_timestamp_seconds: 14 };
    const folded = queue("abcd");
    folded.items = folded.items.map((one) =>
      "ac".includes(one.id)
        ? { ...one, ...same, student_id: `student ${one.id}`, latest_message: { ...one.latest_message, content: same.question_text } }
        : one,
    );

    expect(look(folded, "a")).toEqual([null, 1, "c", "4"]);
    expect(look(folded, "c")).toEqual(["a", 2, "b", "4"]);
  });
});
