import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testUser } from "#lib/client/testing.ts";
import type { FiguresRow } from "#lib/contract/queue-figures.ts";
import { Queue } from "./queue";

useNoLayout();
const rest = useFakeRest();

const row = (given: Partial<FiguresRow>): FiguresRow => ({
  ...{ kind: "video", id: "v1", course_id: "c1", title: "Loops", waiting: 2, asked: 1234, answered: 0, moments: [] },
  ...{ median_first_answer_seconds: null, answered_within_24h: null },
  ...given,
});
const rows = [
  row({ kind: "course", id: "c1", title: "Graphs", answered: 3, median_first_answer_seconds: 0.4, answered_within_24h: 0.5 }),
  row({ moments: [{ seconds: 761, students: 7 }] }),
];
const stats = { waiting: 0, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null };
const all = { scope: "all", courseId: null, videoId: null } as const;

let live: ReturnType<typeof testLive>;
let answer: () => unknown = () => ({ items: rows });
const asked = () => rest.calls.map(({ path }) => path).filter((path) => path.includes("/figures"));
const show = (view: { scope: "all"; courseId: string | null; videoId: string | null } = all) =>
  render(<Queue initial={{ items: [], stats }} view={view} courses={[]} videos={[]} media={{}} />, { wrapper: live.Live });
const opener = () => screen.getByRole("button", { name: "By lecture" });
const toggle = () => act(async () => fireEvent.click(opener()));
const table = () => screen.findByRole("table", { name: "Questions by course and lecture" });
const texts = (of: HTMLElement) =>
  within(of)
    .getAllByRole("cell")
    .slice(0, 5)
    .map(({ textContent }) => textContent);

beforeEach(() => {
  live = testLive({ user: testUser({ id: "me", role: "lecturer" }) });
  answer = () => ({ items: rows });
  rest.route = (_method, path) => (path.includes("/figures") ? answer() : { items: [], stats });
});
afterEach(async () => {
  vi.useRealTimers();
  // Whoever opened them has them open next time.
  if (screen.queryByRole("button", { name: "By lecture", expanded: true })) await toggle();
  cleanup();
});

describe("the figures by lecture", () => {
  it("are asked for when they are opened, and say what is not known by a dash", async () => {
    show();
    expect([opener().getAttribute("aria-expanded"), asked()]).toEqual(["false", []]);

    await toggle();
    const [, course, lecture] = within(await table()).getAllByRole("row") as [HTMLElement, HTMLElement, HTMLElement];
    expect(texts(course)).toEqual(["2", "1,234", "3", "< 1\u00a0s", "50 %"]);
    expect(texts(lecture)).toEqual(["2", "1,234", "0", "–not enough data", "–not enough data"]);
    expect(
      within(lecture)
        .getAllByRole("link")
        .map((link) => [link.textContent, link.getAttribute("href")]),
    ).toEqual([
      ["Loops", "/videos/v1"],
      ["12:41At 12 minutes 41 seconds: 7 students", "/videos/v1?t=761"],
    ]);

    screen.getByText("Waiting is the number right now. All other figures cover the last 30 days.");
    expect(asked()).toEqual(["/api/discussions/queue/figures?limit=20"]);
  });

  it("close by Escape, which gives the focus back, and by their button", async () => {
    show();
    await toggle();
    const link = within(await table()).getByRole("link", { name: "Loops" });
    act(() => link.focus());
    await act(async () => fireEvent.keyDown(link, { key: "Escape" }));

    expect(screen.queryByRole("table")).toBeNull();
    expect(document.activeElement).toBe(opener());

    await toggle();
    await table();
    await toggle();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("stay open when another course or lecture is chosen, and are of that one", async () => {
    const { unmount } = show();
    await toggle();
    await table();
    unmount();
    show({ scope: "all", courseId: "c1", videoId: "v1" });
    await table();
    expect(asked().at(-1)).toBe("/api/discussions/queue/figures?limit=20&course_id=c1&video_id=v1");
  });

  it("follow the queue, once for many pieces of news", async () => {
    show();
    await toggle();
    await table();
    vi.useFakeTimers();
    answer = () => ({ items: [row({ waiting: 5 })] });
    for (let n = 0; n < 9; n++) await live.retract(`n${n}`);
    await act(() => vi.advanceTimersByTimeAsync(5000));

    expect(texts(screen.getByRole("table"))[0]).toBe("5");
    expect(asked()).toHaveLength(2);
  });

  it("go on by a button, and are asked again as far as they are shown", async () => {
    const more = Array.from({ length: 20 }, (_, n) => row({ id: `v${n + 2}` }));
    answer = () => (rest.calls.at(-1)?.path.includes("cursor") ? { items: more } : { items: rows, next_cursor: "c 1" });
    show();
    await toggle();
    const button = await screen.findByRole("button", { name: "Show more" });
    await act(async () => fireEvent.click(button));

    const shown = () => screen.getAllByRole("row").length - 1;
    await waitFor(() => expect(asked().at(-1)).toBe("/api/discussions/queue/figures?limit=20&cursor=c+1"));
    await waitFor(() => expect(shown()).toBe(22));

    vi.useFakeTimers();
    await live.retract("n1");
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(asked().slice(2)).toEqual(["/api/discussions/queue/figures?limit=22", "/api/discussions/queue/figures?limit=20&cursor=c+1"]);
    expect(shown()).toBe(22);
  });

  it("say what to do when nobody has asked, and what went wrong", async () => {
    answer = () => ({ items: [] });
    const { unmount } = show();
    await toggle();
    await screen.findByText("No questions in the last 30 days");
    screen.getByRole("link", { name: "Open your courses" });
    unmount();
    answer = () => Response.json({ success: false, error: "busy" }, { status: 503 });
    show();
    await screen.findByText("Couldn’t load: something went wrong. Try again.");
    answer = () => ({ items: rows });
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Try again" })));
    await table();
  });
});
