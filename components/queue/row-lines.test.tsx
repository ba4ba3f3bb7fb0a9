import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive } from "#components/testing.tsx";
import { testThread, testUser } from "#lib/client/testing.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { Queue } from "./queue";

const item = (id: string, over: Partial<QueueItem> = {}): QueueItem => {
  const thread = testThread({ id, mine: false, course_id: "c1", student_name: `Student ${id}`, question_text: `question ${id}` });
  const latest_message = { id: `${id}-1`, content: thread.question_text, created_at: thread.created_at };
  return { ...thread, waiting_since: thread.created_at, latest_message, ...over };
};
const show = (...items: QueueItem[]) => {
  const stats = { waiting: items.length, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null };
  const courses = [{ id: "c1", title: "Graphs", runs: true, code: null }];
  const view = { scope: "all" as const, courseId: null, videoId: null };
  render(<Queue initial={{ items, stats }} view={view} courses={courses} videos={[]} media={{}} />, {
    wrapper: testLive({ user: testUser({ id: "me", role: "lecturer" }) }).Live,
  });
};

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

describe("the rows of the queue", () => {
  it("say what was asked, and below it what its student wrote since", () => {
    show(item("a", { latest_message: { id: "a-2", content: "Thanks, that helps!", created_at: "2026-02-01T10:00:00.000Z" } }), item("b"));
    const [again, first] = screen.getAllByRole("article");
    const lines = (row: HTMLElement | undefined) => [...(row?.querySelectorAll("p") ?? [])].map(({ textContent }) => textContent);

    expect(lines(again)).toEqual(["question a", "Follow-up: Thanks, that helps!"]);
    expect(lines(first)).toEqual(["question b"]);
  });

  it("are parted where those begin that a student has answered, however long they have waited", () => {
    const answered = (id: string) => item(id, { answer_state: "student_answered", waiting_since: "2025-01-01T10:00:00.000Z" });
    show(item("a"), answered("b"), answered("c"));
    const parted = screen.getAllByRole("listitem").filter((row) => within(row).queryByText("Answered by a student, for you to endorse"));

    expect(parted.map((row) => within(row).getByRole("article").getAttribute("aria-label"))).toEqual(["Question by Student b"]);
  });
});
