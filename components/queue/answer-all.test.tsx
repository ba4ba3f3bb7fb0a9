import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keptNames, testLive, useFakeRest } from "#components/testing.tsx";
import { testThread, testUser } from "#lib/client/testing.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/discussions.ts";
import { Queue } from "./queue";

const shown = vi.hoisted(() => ({ last: "" }));
vi.mock("#components/ui/toast.ts", () => {
  const say = (text: string) => {
    shown.last = text;
  };
  return { toast: Object.assign(say, { loading: say, success: say, error: say, dismiss: () => undefined }) };
});

const rest = useFakeRest();
let live: ReturnType<typeof testLive>;
beforeEach(() => {
  live = testLive({ user: testUser({ id: "me", role: "lecturer" }) });
  Element.prototype.scrollIntoView = () => undefined;
  localStorage.clear();
  shown.last = "";
});
afterEach(cleanup);

const at = "2026-01-01T10:00:00.000Z";
const item = (id: string, content: string): QueueItem => ({
  ...testThread({ id, student_id: `s${id}`, student_name: `Student ${id}`, mine: false, course_id: "c1", created_at: at }),
  waiting_since: at,
  latest_message: { id: `${id}-1`, content, created_at: at },
});
const same = "Why does b change when I append to a?";
const all = [item("a", same), item("x", "What does len do with a list of lists?"), item("b", same), item("c", `${same}?`)];
const stats = { waiting: 4, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null };
const show = () => {
  const initial: QueueData = { items: all, stats };
  const courses = [{ id: "c1", title: "Graphs", runs: true }];
  const view = { scope: "all", courseId: null, videoId: null } as const;
  render(<Queue initial={initial} view={view} courses={courses} videos={[]} media={{}} />, { wrapper: live.Live });
};
const names = () => screen.getAllByRole("article").map((row) => row.getAttribute("aria-label"));
const press = (key: string, more: object = {}) =>
  act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more }));
const click = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole("button", { name })));
const write = (text: string) => fireEvent.change(screen.getByRole("textbox"), { target: { value: text } });
const sent = () => rest.calls.filter(({ method }) => method === "POST").map(({ path }) => path.split("/").at(-2));

describe("questions that ask the same", () => {
  it("are not resolved together, and a key that would says so where one sees it", async () => {
    show();
    await press("k");
    await press("e");
    expect(shown.last).toBe("Unfold to resolve these one by one");
    expect(names()).toContain("Question by 3 students");
    expect(rest.calls).toEqual([]);
  });

  it("are one row; it lists all questions first, then sends one answer to each and shows the progress", async () => {
    show();
    expect(names()).toEqual(["Question by 3 students", "Question by Student x"]);
    await press("k");
    await press("r");
    const folded = within(screen.getByRole("list", { name: "Questions folded here" }));
    expect(folded.getAllByRole("listitem")).toHaveLength(3);
    screen.getByText("1–3 of 4");

    rest.route = (method) => (method === "POST" ? {} : { items: all.slice(1, 2), stats: { ...stats, waiting: 1 } });
    write("Both name one list.");
    await click("Send to 3");
    await vi.waitFor(() => expect(shown.last).toBe("All 3 answers were sent"));
    expect(sent()).toEqual(["a", "b", "c"]);
    expect(names()).toEqual(["Question by Student x"]);
    expect(new Set(rest.calls.filter(({ method }) => method === "POST").map(({ body }) => JSON.stringify(body)))).toEqual(
      new Set(['{"content":"Both name one list."}']),
    );
    expect(keptNames()).toEqual([]);
  });

  it("stay in the queue where the answer was refused, with the answer as their draft", async () => {
    show();
    rest.route = (method, path) => {
      if (method === "POST" && path.includes("/b/"))
        return Response.json({ success: false, error: "You can't write here" }, { status: 403 });
      return method === "POST" ? {} : { items: all.slice(1, 3), stats: { ...stats, waiting: 2 } };
    };
    await click("Answer all");
    write("Both name one list.");
    await click("Send to 3");
    await vi.waitFor(() => expect(shown.last).toBe("2 of 3 sent"));
    await vi.waitFor(() => expect(names()).toEqual(["Question by Student x", "Question by Student b"]));
    const row = screen.getByRole("article", { name: "Question by Student b" });
    within(row).getByText("You can't write here");
    await act(async () => fireEvent.click(within(row).getByRole("button", { name: "Reply" })));
    expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Both name one list.");
  });

  it("are answered without a question that was taken out and without a question that arrived in the meantime", async () => {
    show();
    await click("Answer all");
    await click(/^Take out.*Student a/);
    expect(names()).toEqual(["Question by Student a", "Question by Student x", "Question by 2 students"]);
    rest.route = () => ({ items: [...all, item("d", same)], stats: { ...stats, waiting: 5 } });
    await live.retract("n1");
    await vi.waitFor(() => expect(names()).toContain("Question by Student d"));
    screen.getByRole("button", { name: "Send to 2" });
  });

  it("are sent to, and the reply of the row below opens with the focus in it, by one key", async () => {
    show();
    await press("j");
    await press("j");
    await press("k");
    await press("r");
    write("Both name one list.");
    await press("Enter", { ctrlKey: true, shiftKey: true });
    const field = screen.getByRole("textbox", { name: "Reply to Student x" });
    expect(document.activeElement).toBe(field);
    screen.getByText("1 of 1");
  });
});
