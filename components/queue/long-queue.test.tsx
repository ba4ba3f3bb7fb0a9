import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testThread, testUser } from "#lib/client/testing.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { Queue } from "./queue";

useNoLayout();
const rest = useFakeRest();
const count = 200;
const items = Array.from({ length: count }, (_, at): QueueItem => {
  const content = `question ${at}`;
  const wait = new Date(Date.UTC(2026, 0, 1, 10) + at * 60_000).toISOString();
  return {
    ...testThread({ id: `t${at}`, student_name: `Student ${at}`, lecturer_id: "me", question_text: content }),
    waiting_since: wait,
    latest_message: { id: `${at}-1`, content, created_at: wait },
  };
});
const stats = { waiting: count, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null };
const list = () => screen.getByRole("list", { name: "Waiting questions, longest wait first" });
const row = (at: number) => screen.queryByRole("article", { name: `Question by Student ${at}` });
const press = (key: string) => act(async () => void fireEvent.keyDown(document.activeElement ?? document.body, { key }));

/** Scrolls so that this row is at the upper edge of the screen. */
async function scrollTo(at: number): Promise<void> {
  list().getBoundingClientRect = () => ({ top: -70 * at, width: 0 }) as DOMRect;
  fireEvent.scroll(window);
  await act(async () => void (await new Promise((done) => requestAnimationFrame(done))));
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  Element.prototype.scrollIntoView = () => {};
  rest.route = () => ({ items, stats });
  const view = { scope: "all", courseId: null, videoId: null } as const;
  const { Live } = testLive({ user: testUser({ id: "me", role: "lecturer" }) });
  render(<Queue initial={{ items, stats }} view={view} courses={[]} videos={[]} media={{}} />, { wrapper: Live });
});
afterEach(cleanup);

describe("a long queue", () => {
  it("keeps the row that is answered, and its text, and goes on by keys from the selected row", async () => {
    expect(within(list()).getAllByRole("article").length).toBeLessThan(80);
    for (const key of ["j", "j", "j", "r"]) await press(key);
    fireEvent.change(screen.getByRole("textbox", { name: "Reply to Student 2" }), { target: { value: "half an answ" } });
    for (const key of ["Escape", "j", "j"]) await press(key);
    await press("r");
    act(() => (document.activeElement as HTMLElement).blur());
    await scrollTo(150);
    await scrollTo(180);
    expect([row(2), row(20)]).toEqual([null, null]);
    const reply = screen.getByRole("textbox", { name: "Reply to Student 4" });
    expect(row(4)?.contains(reply)).toBe(true);

    await press("j");
    expect(document.activeElement).toBe(row(5));
    await scrollTo(100);
    expect(reply.isConnected).toBe(true);
    await press("k");
    await press("k");
    await press("k");
    await press("r");
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reply to Student 2" }).value).toBe("half an answ");
  });
});
