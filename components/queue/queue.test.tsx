import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { keptNames, testLive, useNoLayout } from "#components/testing.tsx";
import { ApiError } from "#lib/client/api/api.ts";
import { flushOutbox } from "#lib/client/outbox/flush.ts";
import { testThread, testUser } from "#lib/client/testing.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/queue.ts";
import { undoMs } from "../outbox/defer-with-undo";
import { Queue } from "./queue";

const wire = vi.hoisted(() => ({
  calls: [] as { path: string; body: unknown; key: string | undefined }[],
  answer: (_path: string): unknown => null,
  undo: (): void => {},
  what: "",
}));

vi.mock("#lib/client/api/api.ts", async (original) => ({
  ...(await original<object>()),
  api: async (_method: string, path: string, body?: unknown, options: { idempotencyKey?: string } = {}) => {
    wire.calls.push({ path, body, key: options.idempotencyKey });
    return wire.answer(path);
  },
}));
vi.mock("#components/ui/toast.ts", () => ({
  toast: Object.assign(
    (_text: string, options: { description: string; action: { onClick: () => void } }) => {
      wire.what = options.description;
      wire.undo = options.action.onClick;
    },
    { dismiss: () => {} },
  ),
}));

useNoLayout();
let live: ReturnType<typeof testLive>;
const item = (name: string): QueueItem => ({
  ...testThread({ id: name, student_name: `Student ${name}`, lecturer_id: "me", question_text: `question ${name}`, lecturer_unread: true }),
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: `${name}-1`, content: `question ${name}`, created_at: "2026-01-01T10:00:00.000Z" },
});
const queue = (...items: QueueItem[]): QueueData => ({
  items,
  stats: { waiting: items.length, median_first_answer_seconds: 7500, p90_first_answer_seconds: null, answered_within_24h: 0.96 },
});

const courses = [{ id: "c1", title: "Graphs", runs: true, code: null }];

beforeEach(() => {
  wire.calls = [];
  wire.answer = () => null;
  localStorage.clear();
  sessionStorage.clear();
  Element.prototype.scrollIntoView = () => {};
  live = testLive({ user: testUser({ id: "me", role: "lecturer" }) });
  render(
    <Queue
      initial={queue(item("a"), item("b"))}
      view={{ scope: "all", courseId: null, videoId: null }}
      courses={courses}
      videos={[]}
      media={{}}
    />,
    { wrapper: live.Live },
  );
});
afterEach(() => {
  // Settles what could still be undone, so that it does not reach the next test.
  window.dispatchEvent(new Event("pagehide"));
  cleanup();
});

const names = () => screen.getAllByRole("article").map((article) => article.getAttribute("aria-label"));
const press = (key: string) => act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key }));

describe("Queue", () => {
  it("shows its figures in words a person uses", () => {
    const figures = screen.getAllByRole("definition").map(({ textContent }) => textContent);
    expect(figures).toEqual(["2", "2 h 5 min", "–not enough data", "96 %"]);
  });

  it("is worked with keys alone", async () => {
    await press("j");
    await press("j");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Question by Student b");

    await press("k");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Question by Student a");

    await press("o");
    expect(navigation.went).toEqual(["push /discussions/threads/a"]);

    await press("r");
    const field = screen.getByRole("textbox", { name: "Reply to Student a" });
    expect(document.activeElement).toBe(field);

    fireEvent.change(field, { target: { value: "an answer" } });
    await act(async () => fireEvent.keyDown(field, { key: "Enter", ctrlKey: true }));
    expect(names()).toEqual(["Question by Student b"]);
    expect(wire.calls[0]).toMatchObject({ path: "/api/discussions/threads/a/messages", body: { content: "an answer" } });
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Question by Student b");

    await press("e");
    expect(await screen.findByText("All caught up")).toBeTruthy();
  });

  async function answerFirst(text: string): Promise<void> {
    await press("j");
    await press("r");
    const field = screen.getByRole("textbox", { name: "Reply to Student a" });
    fireEvent.change(field, { target: { value: text } });
    await act(async () => fireEvent.keyDown(field, { key: "Enter", ctrlKey: true }));
  }
  const sent = () => wire.calls.filter(({ path }) => path.endsWith("/messages"));

  it("keeps a reply that could not go out, says so, and lets the outbox send it under the same key", async () => {
    wire.answer = () => Promise.reject(new ApiError(503, "x"));
    await answerFirst("an answer");
    expect(names()).toEqual(["Question by Student a", "Question by Student b"]);
    screen.getByText("Something went wrong. Retrying automatically.");
    expect(screen.queryByRole("textbox")).toBeNull();

    wire.answer = () => null;
    expect(await flushOutbox("me")).toMatchObject({ sent: 1 });
    expect(sent().map(({ body }) => body)).toEqual([{ content: "an answer" }, { content: "an answer" }]);
    expect(sent()[0]?.key).toBe(sent()[1]?.key);
    expect(keptNames()).toEqual([]);
  });

  it("gives a reply that was refused back to its writer", async () => {
    wire.answer = () => Promise.reject(new ApiError(403, "You can't write here"));
    await answerFirst("an answer");
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reply to Student a" }).value).toBe("an answer");
    screen.getByText("You can't write here");
    expect(await flushOutbox("me")).toMatchObject({ sent: 0, refused: [] });
  });

  describe("a question that is resolved", () => {
    const resolved = () => wire.calls.filter(({ path }) => path.endsWith("/resolve")).length;
    beforeEach(() => {
      vi.useFakeTimers();
      wire.answer = (path) => (path.endsWith("/resolve") ? { ...item("a"), status: "resolved" } : queue(item("b")));
    });
    afterEach(() => vi.useRealTimers());
    const resolveFirst = async () => {
      await press("j");
      await press("e");
      expect(names()).toEqual(["Question by Student b"]);
    };

    it("is off the queue at once, and resolved for others when it can no longer be taken back", async () => {
      await resolveFirst();
      await act(() => vi.advanceTimersByTimeAsync(undoMs - 1));
      expect(resolved()).toBe(0);
      await act(() => vi.advanceTimersByTimeAsync(1));
      expect(resolved()).toBe(1);
    });

    it("is back with Undo, and nobody was told", async () => {
      await resolveFirst();
      expect(wire.what).toBe("“\u2068question a\u2069”");
      act(() => wire.undo());
      expect(names()).toEqual(["Question by Student a", "Question by Student b"]);
      await act(() => vi.advanceTimersByTimeAsync(2 * undoMs));
      expect(resolved()).toBe(0);
    });

    it("is resolved when the page is left before", async () => {
      await resolveFirst();
      await act(async () => window.dispatchEvent(new Event("pagehide")));
      expect(resolved()).toBe(1);
      await act(() => vi.advanceTimersByTimeAsync(2 * undoMs));
      expect(resolved()).toBe(1);
    });
  });

  it("lets go of what was withdrawn, and of what was answered in another tab", async () => {
    vi.useFakeTimers();
    wire.answer = () => queue(item("b"));
    await live.retract("n1");
    await act(() => vi.advanceTimersByTimeAsync(300));

    expect(names()).toEqual(["Question by Student b"]);

    wire.answer = () => queue();
    await live.receive("courses:changed", { courseId: "c", videoId: "v" });
    await act(() => vi.advanceTimersByTimeAsync(2000));
    vi.useRealTimers();

    expect(await screen.findByText("All caught up")).toBeTruthy();
  });

  it("says how far it goes when only a part is loaded, goes on, and asks again for as much as it shows", async () => {
    cleanup();
    const of = (part: QueueData, waiting: number, next_cursor?: string): QueueData => ({
      ...part,
      stats: { ...part.stats, waiting },
      ...(next_cursor && { next_cursor }),
    });
    const first = of(queue(item("a"), item("b")), 3, "c 1");
    render(<Queue initial={first} view={{ scope: "all", courseId: null, videoId: null }} courses={courses} videos={[]} media={{}} />, {
      wrapper: live.Live,
    });

    screen.getByText("2 of 3");

    wire.answer = (path) => (path.includes("cursor") ? of(queue(item("c")), 3) : first);
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Show more" })));
    expect(wire.calls.at(-1)?.path).toBe("/api/discussions/queue?cursor=c+1");
    expect(names()).toEqual(["Question by Student a", "Question by Student b", "Question by Student c"]);
    expect(screen.queryByText(/ of 3/)).toBeNull();

    wire.calls = [];
    await live.retract("n1");
    await waitFor(() => expect(wire.calls).toHaveLength(2));
    expect(names()).toHaveLength(3);
  });
});
