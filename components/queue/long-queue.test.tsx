import { act, cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testThread, testUser } from "#lib/client/testing.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { Queue } from "./queue";

useNoLayout();
const rest = useFakeRest();
const count = 130;
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
// By selectors: roles of some thousand elements take long.
const list = () => document.querySelector("li[data-key]")?.parentElement as HTMLElement;
const row = (at: number) => document.querySelector(`article[aria-label="Question by Student ${at}"]`);
const field = (at: number) => row(at)?.querySelector("textarea") as HTMLTextAreaElement;
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
    expect(list().children.length).toBeLessThan(80);

    await press("j");
    await press("r");
    const reply = field(0);
    fireEvent.change(reply, { target: { value: "half an answ" } });
    act(() => reply.blur());
    await scrollTo(110);

    expect(row(20)).toBeNull();
    expect([reply.isConnected, reply.value]).toEqual([true, "half an answ"]);

    await press("j");
    expect(document.activeElement).toBe(row(1));
  }, 60_000);
});
