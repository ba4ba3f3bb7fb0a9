import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "#lib/client/api";
import { fakeSocket } from "#lib/client/testing";
import type { Queue as QueueData, QueueItem } from "#lib/contract/discussions";
import { Queue } from "./queue";

const wire = vi.hoisted(() => ({
  calls: [] as { path: string; body: unknown; key: string | undefined }[],
  answer: (_path: string): unknown => null,
  pushed: "",
  removed: (): void => {},
}));
const { socket, receive } = fakeSocket();

vi.mock("#lib/client/api", async (original) => ({
  ...(await original<object>()),
  api: async (_method: string, path: string, body?: unknown, options: { idempotencyKey?: string } = {}) => {
    wire.calls.push({ path, body, key: options.idempotencyKey });
    return wire.answer(path);
  },
}));
vi.mock("#components/layout/realtime-provider", () => ({
  useUser: () => ({ id: "me" }),
  useSocket: () => socket,
  useOnCaughtUp: () => {},
  useOnNotification: () => {},
  useOnRemoved: (listener: () => void) => {
    wire.removed = listener;
  },
}));
vi.mock("next/navigation", () => ({
  useRouter: () => ({
    push: (path: string) => {
      wire.pushed = path;
    },
  }),
}));

const item = (name: string): QueueItem => ({
  id: name,
  video_id: "v",
  video_title: "Variables",
  course_id: "c",
  video_timestamp_seconds: 761,
  student_id: "s",
  student_name: `Student ${name}`,
  lecturer_id: "me",
  lecturer_name: "Lee",
  code_snippet: null,
  question_text: `question ${name}`,
  student_unread: false,
  lecturer_unread: true,
  status: "open",
  version: 1,
  created_at: "2026-01-01T10:00:00.000Z",
  updated_at: "2026-01-01T10:00:00.000Z",
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: `${name}-1`, content: `question ${name}`, created_at: "2026-01-01T10:00:00.000Z" },
});
const queue = (...items: QueueItem[]): QueueData => ({
  items,
  stats: { waiting: items.length, median_first_answer_seconds: 7500, p90_first_answer_seconds: null, answered_within_24h: 0.96 },
});

beforeEach(() => {
  wire.calls = [];
  wire.answer = () => null;
  localStorage.clear();
  Element.prototype.scrollIntoView = () => {};
  render(<Queue initial={queue(item("a"), item("b"))} courses={{ c: "Python" }} />);
});
afterEach(cleanup);

const names = () => screen.getAllByRole("article").map((article) => article.getAttribute("aria-label"));
const press = (key: string) => act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key }));

it("shows its figures in words a person uses", () => {
  const figures = screen.getAllByRole("definition").map(({ textContent }) => textContent);
  expect(figures).toEqual(["2", "2 h 5 min", "–nothing yet", "96 %"]);
});

it("is worked with keys alone", async () => {
  await press("j");
  await press("j");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Question by Student b");
  await press("k");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Question by Student a");
  await press("o");
  expect(wire.pushed).toBe("/discussions/threads/a");
  await press("r");
  const field = screen.getByRole("textbox", { name: "Reply to Student a" });
  expect(document.activeElement).toBe(field);
  fireEvent.change(field, { target: { value: "an answer" } });
  await act(async () => fireEvent.keyDown(field, { key: "Enter", ctrlKey: true }));
  expect(names()).toEqual(["Question by Student b"]);
  expect(wire.calls[0]).toMatchObject({ path: "/api/discussions/threads/a/messages", body: { content: "an answer" } });
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Question by Student b");
  await press("e");
  expect(screen.getByText("Nobody is waiting")).toBeTruthy();
});

it("puts a question back with its reply when that failed, and sends it again under the same key", async () => {
  wire.answer = () => Promise.reject(new ApiError(503, "x"));
  await press("j");
  await press("r");
  const field = () => within(screen.getByRole("article", { name: "Question by Student a" })).getByRole<HTMLTextAreaElement>("textbox");
  fireEvent.change(field(), { target: { value: "an answer" } });
  await act(async () => fireEvent.keyDown(field(), { key: "Enter", ctrlKey: true }));
  expect(names()).toEqual(["Question by Student a", "Question by Student b"]);
  expect(field().value).toBe("an answer");
  expect(screen.getByText("The server could not take it. Try again.")).toBeTruthy();
  wire.answer = () => null;
  await act(async () => fireEvent.keyDown(field(), { key: "Enter", ctrlKey: true }));
  const sent = wire.calls.filter(({ path }) => path.endsWith("/messages"));
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).toBe(sent[1]?.key);
  expect(localStorage).toHaveLength(0);
});

it("lets go of what was withdrawn, and of what was answered in another tab", async () => {
  vi.useFakeTimers();
  wire.answer = () => queue(item("b"));
  act(() => wire.removed());
  await act(() => vi.advanceTimersByTimeAsync(300));
  expect(names()).toEqual(["Question by Student b"]);
  wire.answer = () => queue();
  act(() => receive("courses:changed", { courseId: "c", videoId: "v" }));
  await act(() => vi.advanceTimersByTimeAsync(2000));
  vi.useRealTimers();
  expect(screen.getByText("Nobody is waiting")).toBeTruthy();
});
