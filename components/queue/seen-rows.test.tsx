import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testPage, testRow, testThread, testUser } from "#lib/client/testing.ts";
import type { QueueView } from "#lib/client/thread/queue-view.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/queue.ts";
import { Toasts } from "../notifications/toasts";
import { Queue } from "./queue";

const item = (id: string): QueueItem => ({
  ...testThread({ id, mine: false, course_id: "c1", student_name: `Student ${id}` }),
  waiting_since: "2026-01-01T10:00:00.000Z",
  latest_message: { id: `${id}-1`, content: `question ${id}`, created_at: "2026-01-01T10:00:00.000Z" },
});
/** Asks what another one asks. */
const same = (id: string, as: string): QueueItem => ({
  ...item(id),
  student_id: `student-${id}`,
  latest_message: { ...item(as).latest_message, id: `${id}-1` },
});
const queue = (...ids: string[]): QueueData => ({
  items: ids.map(item),
  stats: { waiting: ids.length, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null },
});
const everything = { scope: "all", courseId: null, videoId: null } as const;
const video = { id: testThread().video_id ?? "", title: "Variables" };

/** So many rows from the top are in sight, without so many that lie above the screen; each is 100 px high. */
let inSight: number;
let above: number;
let focused: boolean;
/** What the server has of the queue. */
let held: QueueData;
let live: ReturnType<typeof testLive>;
let spies: { mockRestore: () => void }[];
const rest = useFakeRest();
useNoLayout();
beforeEach(() => {
  [inSight, above, focused, held] = [2, 0, true, queue("t1")];
  live = testLive({ user: testUser({ id: "me", role: "lecturer" }) });
  const rows = () => screen.queryAllByRole("listitem").filter((one) => one.hasAttribute("data-key"));
  const placed = vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    const at = rows().indexOf(this as HTMLElement);
    return { left: 0, width: 100, top: at * 100, height: 100, bottom: at * 100 + 100 } as DOMRect;
  });
  document.elementFromPoint = (_x, y) => (y >= above * 100 && y < inSight * 100 ? (rows()[Math.floor(y / 100)] ?? document.body) : null);
  spies = [placed, vi.spyOn(document, "hasFocus").mockImplementation(() => focused)];
  rest.route = (_method, path) => (path.startsWith("/api/discussions/queue") ? held : testPage([], 9, 1));
});
afterEach(() => {
  cleanup();
  for (const spy of spies) spy.mockRestore();
});

const show = (view: QueueView = everything, videos: (typeof video)[] = []) =>
  render(
    <>
      <Queue initial={held} view={view} courses={[{ id: "c1", title: "Graphs", runs: true, code: null }]} videos={videos} media={{}} />
      <Toasts />
    </>,
    { wrapper: live.Live },
  );
/** Tells of a question for its reader to answer. */
const tell = (n: number, threadId: string, action: string, more: object = {}) => {
  const row = testRow(n, { threadId, action });
  const payload = { ...row.payload, canReply: true, videoId: video.id, ...more };
  return live.notify({ ...row, payload } as Notification);
};
const asked = (threadId: string, more: object = {}) => tell(1, threadId, "thread_created", more);
const wrote = (threadId: string, more: object = {}) => tell(2, threadId, "message_added", more);

describe("a toast where the queue is on screen", () => {
  it("is not shown of a question that appears in sight", async () => {
    show();
    held = queue("t1", "t2");
    await asked("t2");
    await screen.findByRole("article", { name: "Question by Student t2" });
    // What is told later, and does not come into the queue, is decided later.
    await wrote("t9");
    await screen.findByText("New reply");

    expect(screen.queryByText("New question")).toBeNull();
  });

  it("is not shown of what a row in sight shows by then", async () => {
    show();
    await wrote("t1");
    await asked("t9");
    await screen.findByText("New question");
    expect(screen.queryByText("New reply")).toBeNull();
  });

  it("is not shown of what a row in sight shows, although its lecture is newer than the page", async () => {
    show({ ...everything, courseId: "c1" }, [{ id: "older", title: "Older" }]);
    await wrote("t1");
    await asked("t9", { videoId: "elsewhere" });
    await screen.findByText("New question");

    expect(screen.queryByText("New reply")).toBeNull();
  });

  it("is shown of a question that appears out of sight", async () => {
    inSight = 0;
    show();
    held = queue("t1", "t2");
    await asked("t2");
    await screen.findByText("New question");
  });

  it("is not shown of a question that joins a fold in sight, which counts it, wherever the end of the queue is", async () => {
    held = queue("t1", "t2", "t3");
    inSight = 1;
    show();
    const more = [same("t4", "t1"), same("t5", "t1")];
    held = { ...held, items: [...held.items, ...more] };
    await asked("t4");
    await screen.findByRole("article", { name: "Question by 3 students" });
    await wrote("t9");
    await screen.findByText("New reply");

    expect(screen.queryByText("New question")).toBeNull();
  });

  it("is not shown of a question behind the last row in sight, whatever was folded into an earlier one", async () => {
    held = { ...queue("t1", "t2"), items: [item("t1"), item("t2"), same("t3", "t1")] };
    [above, inSight] = [1, 3];
    show();
    held = { ...held, items: [...held.items, item("t4")] };
    await asked("t4", { videoTimestampSeconds: 10 });
    await screen.findByRole("article", { name: "Question by Student t4" });
    await wrote("t9");
    await screen.findByText("New reply");

    expect(screen.queryByText("New question")).toBeNull();
  });

  it("is shown of a question that joins a fold out of sight, although the end of the queue is in sight", async () => {
    held = queue("t1", "t2", "t3");
    [above, inSight] = [1, 3];
    show();
    held = { ...held, items: [...held.items, same("t4", "t1")] };
    await asked("t4");

    await screen.findByRole("article", { name: "Question by 2 students" });
    await screen.findByText("New question");
  });

  it("is shown where what is filtered leaves the question out, or an answer took the row away", async () => {
    show({ ...everything, videoId: "v1" });
    await asked("t2");
    await screen.findByText("New question");

    held = queue();
    await wrote("t1");
    await screen.findByText("New reply");
  });

  it("does not wait for the queue where what is told can't come into it", async () => {
    let answer = (_queue: QueueData) => {};
    const fetched = new Promise<QueueData>((resolve) => (answer = resolve));
    rest.route = (_method, path) => (path.startsWith("/api/discussions/queue") ? fetched : testPage([], 1, 1));
    show({ ...everything, courseId: "c1" }, [video]);
    await asked("t2");
    await wrote("t9", { videoId: "elsewhere" });
    await tell(3, "t1", "thread_resolved");

    await screen.findByText("Jane Smith: text 2");
    await screen.findByText("Question resolved");
    answer(queue("t1"));
    await screen.findByText("New question");

    // The first that was told of might have come into the queue. The newest toast stands first.
    const toasts = [...document.querySelectorAll("[data-sonner-toast]")].map(({ textContent }) => textContent);
    const order = [/New question/, /Question resolved/, /text 2/];
    expect(toasts).toEqual(order.map((text) => expect.stringMatching(text)));
  });

  it("is shown while another window has the focus", async () => {
    focused = false;
    show();
    held = queue("t1", "t2");
    await asked("t2");
    await screen.findByText("New question");
  });
});
