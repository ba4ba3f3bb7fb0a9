import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest } from "#components/testing.tsx";
import { testThread } from "#lib/client/testing.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/queue.ts";
import { keepPlace } from "../queue-place/kept-place";
import { passOver } from "../queue-place/passed-over";
import { Queue } from "./queue";

const rest = useFakeRest();
beforeEach(() => {
  Element.prototype.scrollIntoView = () => {};
});
afterEach(cleanup);

/** Questions of this test alone, because what was passed over is remembered while the page is open. */
const item = (id: string, message = 1): QueueItem => ({
  ...testThread({ id, student_name: id }),
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: `${id}-${message}`, content: `question ${id}`, created_at: "2026-01-01T10:00:00.000Z" },
});
const queue = (...items: QueueItem[]): QueueData => ({
  items,
  stats: { waiting: items.length, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null },
});
const show = (initial: QueueData) => {
  const view = { scope: "all", courseId: null, videoId: null } as const;
  render(<Queue initial={initial} view={view} courses={[]} videos={[]} media={{}} />, { wrapper: testLive().Live });
};
const names = () => screen.queryAllByRole("article").map((article) => article.getAttribute("aria-label"));

describe("a queue to which one comes back", () => {
  it("is without what was answered on its own page, until the server says what waits", async () => {
    passOver(item("passed-a"));
    passOver(item("passed-b"));
    keepPlace({ address: "/dashboard", id: "passed-a", at: 0, place: 0 });
    // The answer to the first one never arrived.
    rest.route = () => queue(item("passed-a"), item("passed-b", 2), item("passed-c"));

    show(queue(item("passed-a"), item("passed-b", 2), item("passed-c")));
    expect(names()).toEqual(["Question by passed-b", "Question by passed-c"]);
    screen.getByText("2", { selector: "dd *, dd" });

    await screen.findByRole("article", { name: "Question by passed-a" });
    expect(names()).toEqual(["Question by passed-a", "Question by passed-b", "Question by passed-c"]);
  });
});
