import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { testLive, useFakeRest } from "#components/testing.tsx";
import { testThread } from "#lib/client/testing.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/queue.ts";
import { Queue } from "./queue";

const rest = useFakeRest();
afterEach(cleanup);
afterEach(() => vi.unstubAllGlobals());

const item = (id: string): QueueItem => ({
  ...testThread({ id }),
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: `${id}-1`, content: `question ${id}`, created_at: "2026-01-01T10:00:00.000Z" },
});
const page = (ids: string[], cursor?: string): QueueData => ({
  items: ids.map(item),
  stats: { waiting: 9, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null },
  ...(cursor && { next_cursor: cursor }),
});

describe("Queue", () => {
  it("goes on by itself whenever its end comes near, and has a button for who does not scroll", async () => {
    let near: (() => void) | null = null;
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
          near = () => tell([{ isIntersecting: true }]);
        }
        observe() {}
        disconnect() {
          near = null;
        }
      },
    );
    rest.route = () => page(["c", "d"], "second");
    const view = { scope: "all", courseId: null, videoId: null } as const;
    render(<Queue initial={page(["a", "b"], "first")} view={view} courses={[]} videos={[]} media={{}} />, { wrapper: testLive().Live });

    await act(async () => near?.());
    expect(screen.getAllByRole("article")).toHaveLength(4);
    expect(rest.calls.map(({ path }) => path)).toEqual(["/api/discussions/queue?cursor=first"]);
    screen.getByRole("button", { name: "Show more" });

    rest.route = () => page(["e", "f"], "third");
    await act(async () => near?.());
    expect(screen.getAllByRole("article")).toHaveLength(6);
    expect(rest.calls.at(-1)?.path).toBe("/api/discussions/queue?cursor=second");
  });
});
