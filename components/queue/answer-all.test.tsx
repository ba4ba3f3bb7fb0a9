import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keptNames, testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { flushOutbox } from "#lib/client/outbox/flush.ts";
import { testThread, testUser } from "#lib/client/testing.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/queue.ts";
import { loadAll } from "../ui/on-demand";
import { Queue } from "./queue";

const shown = vi.hoisted(() => ({ last: "", kind: "" }));
vi.mock("#components/ui/toast.ts", () => {
  const say = (kind: string) => (text: string) => Object.assign(shown, { last: text, kind });
  const kinds = { loading: say("loading"), success: say("success"), error: say("error"), dismiss: () => undefined };
  return { toast: Object.assign(say("message"), kinds) };
});

useNoLayout();
const rest = useFakeRest();
let live: ReturnType<typeof testLive>;
beforeEach(async () => {
  await loadAll();
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
  const courses = [{ id: "c1", title: "Graphs", runs: true, code: null }];
  const view = { scope: "all", courseId: null, videoId: null } as const;
  render(<Queue initial={initial} view={view} courses={courses} videos={[]} media={{}} />, { wrapper: live.Live });
};
const names = () => screen.getAllByRole("article").map((row) => row.getAttribute("aria-label"));
const press = (key: string, more: object = {}) =>
  act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more }));
const click = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole("button", { name })));
const write = (text: string) => fireEvent.change(screen.getByRole("textbox"), { target: { value: text } });
type Body = { content: string; questions: { id: string; key: string }[] };
const bodies = () => rest.calls.filter(({ method }) => method === "POST").map(({ body }) => body as Body);
const sent = () => bodies().flatMap(({ questions }) => questions.map(({ id }) => id));
/** What the server says of an answer to several, `over` being those that somebody else has answered, and `refused` those with a problem. */
const outcomesOf = (body: unknown, over: string[] = [], refused: string[] = []) =>
  (body as Body).questions.map(({ id }) => ({
    id,
    outcome: over.includes(id) ? "not_waiting" : refused.includes(id) ? "refused" : "sent",
    problem: refused.includes(id) ? "You can't write here" : null,
  }));

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
    const folded = within(screen.getByRole("list", { name: "Questions grouped here" }));
    expect(folded.getAllByRole("listitem")).toHaveLength(3);
    screen.getByText("1–3 of 4");

    rest.route = (method, _path, body) =>
      method === "POST" ? outcomesOf(body) : { items: all.slice(1, 2), stats: { ...stats, waiting: 1 } };
    write("Both name one list.");
    await click("Send to 3");
    await waitFor(() => expect(shown.last).toBe("All 3 answers were sent"));
    expect(sent()).toEqual(["a", "b", "c"]);
    expect(names()).toEqual(["Question by Student x"]);
    expect(bodies().map(({ content }) => content)).toEqual(["Both name one list."]);
    expect(keptNames()).toEqual([]);
  });

  it("stay in the queue where the answer was refused, with the answer as their draft", async () => {
    show();
    rest.route = (method, _path, body) =>
      method === "POST" ? outcomesOf(body, ["c"], ["b"]) : { items: all.slice(1, 3), stats: { ...stats, waiting: 2 } };
    await click("Answer all");
    write("Both name one list.");
    await click("Send to 3");

    await waitFor(() => expect(shown).toEqual({ last: "1 of 3 sent", kind: "error" }));
    await waitFor(() => expect(names()).toEqual(["Question by Student x", "Question by Student b"]));

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
    await waitFor(() => expect(names()).toContain("Question by Student d"));

    screen.getByRole("button", { name: "Send to 2" });
  });

  it("are sent to, and the reply of the row below opens with the focus in it, by one key", async () => {
    show();
    rest.route = (_method, _path, body) => outcomesOf(body);
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

describe("questions that ask the same beyond what is loaded", () => {
  const fold = { id: "a", size: 45, more: false };
  const loaded = [item("a", same), item("b", same)].map((each) => ({ ...each, fold }));
  const whole = [...loaded, ...Array.from({ length: 43 }, (_, n) => item(`w${n}`, same))];
  const waiting = { ...stats, waiting: 45 };
  let alike = { items: whole, size: 45, more: false };
  const showPart = () => {
    const initial: QueueData = { items: loaded, stats: waiting, next_cursor: "further" };
    const view = { scope: "all", courseId: null, videoId: null } as const;
    alike = { items: whole, size: 45, more: false };
    rest.route = (method, path, body) =>
      method === "POST" ? outcomesOf(body, ["w3"]) : path.endsWith("/alike") ? alike : { ...initial, stats: waiting };
    render(<Queue initial={initial} view={view} courses={[]} videos={[]} media={{}} />, { wrapper: live.Live });
  };
  const figure = () => screen.getAllByRole("definition")[0]?.textContent;
  const listed = () => {
    const rows = within(screen.getByRole("list", { name: "Questions grouped here" })).getAllByRole("listitem");
    return Number(rows[0]?.getAttribute("aria-setsize") ?? rows.length);
  };

  it("are counted, gathered and answered in calls of some, and who was answered meanwhile is told apart", async () => {
    showPart();
    expect(names()).toEqual(["Question by 45 students"]);

    await click("Answer all");
    await waitFor(() => expect(listed()).toBe(45));

    write("Both name one list.");
    rest.route = (method, _path, body) => (method === "POST" ? outcomesOf(body, ["w3"]) : { items: [], stats: { ...stats, waiting: 0 } });
    await click("Send to 45");
    await waitFor(() => expect(shown).toEqual({ last: "44 of 45 sent", kind: "success" }));
    expect(bodies().map(({ questions }) => questions.length)).toEqual([20, 20, 5]);
    expect(sent().toSorted()).toEqual(whole.map(({ id }) => id).toSorted());
    expect(new Set(bodies().flatMap(({ questions }) => questions.map(({ key }) => key))).size).toBe(45);
    expect(keptNames()).toEqual([]);
    await waitFor(() => expect(figure()).toBe("0"));
  });

  it("stay true while colleagues answer and students ask, and nobody who was not seen gets an answer", async () => {
    showPart();
    await click("Unfold");

    await waitFor(() => expect(listed()).toBe(45));

    const late = [item("late", same), item("later", same)];
    alike = { items: [...whole.slice(0, 40), ...late], size: 42, more: false };
    await live.retract("n1");
    await waitFor(() => expect(listed()).toBe(40));

    await click("Answer all");
    screen.getByRole("button", { name: "Send to 40" });
    screen.getByText("2 more students have asked this.");
    await click("Add them");
    screen.getByRole("button", { name: "Send to 42" });
  });

  it("are named where there are more than one act reaches", async () => {
    showPart();
    alike = { items: whole.slice(0, 20), size: 45, more: true };
    await click("Answer all");
    await waitFor(() => expect(listed()).toBe(20));
    expect(names()).toEqual(["Question by 45+ students"]);
    screen.getByText("Your answer goes to the 20 who have waited longest. The other 25+ stay in the queue.");
    screen.getByRole("button", { name: "Send to 20" });
  });

  it("count less while their answers are on the way", async () => {
    showPart();
    await click("Answer all");
    await waitFor(() => expect(listed()).toBe(45));
    write("Both name one list.");
    rest.route = () => new Promise(() => undefined);
    await click("Send to 45");
    expect(figure()).toBe("0");
    expect(keptNames()).toHaveLength(45);
    const keys = bodies().flatMap(({ questions }) => questions.map(({ key }) => key));
    expect(keys.filter((key) => JSON.stringify({ ...localStorage }).includes(key))).toHaveLength(20);

    // The page is left: the outbox sends what waits, each under the same key and only where somebody still waits.
    cleanup();
    rest.route = () => ({});
    const calls = rest.calls.length;
    expect(await flushOutbox("me")).toMatchObject({ sent: 45, refused: [] });
    const flushed = rest.calls.slice(calls);
    expect(new Set(flushed.map(({ body }) => JSON.stringify(body)))).toEqual(
      new Set([JSON.stringify({ content: "Both name one list.", only_waiting: true })]),
    );
    expect(keptNames()).toEqual([]);
  });
});
