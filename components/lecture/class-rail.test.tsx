import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest } from "#components/testing.tsx";
import { testThread } from "#lib/client/testing.ts";
import type { Thread, ThreadShared } from "#lib/contract/discussions.ts";
import { ClassRail } from "./class-rail";
import { useClassThreads } from "./class-threads";
import { railState } from "./rail-state";
import { testReader } from "./testing";

const rest = useFakeRest();
const course = testThread().course_id;
const videoId = testThread().video_id as string;
const ofClass = (id: string, over: Partial<Thread> = {}) =>
  testThread({ id, visibility: "class", mine: false, question_text: `Question ${id}?`, my_author_id: "me", follow: "none", ...over });
const feed = (seq: number, thread: ThreadShared) => ({ courseId: course, thread, seq, epoch: "e" });
let live: ReturnType<typeof testLive>;

function Page({ items, cursor = null }: { items: Thread[]; cursor?: string | null }) {
  const list = useClassThreads(course, videoId, { items, cursor, head: { seq: 1, epoch: "e" } });
  return <ClassRail list={list} archived={false} rail={rail} />;
}
const rail = railState({ current: null, selected: [], openId: null, reader: testReader(), onSeek: () => {}, onToggle: () => {} });
const show = (items: Thread[]) => render(<Page items={items} />, { wrapper: live.Live });
const questions = () => screen.queryAllByRole("button", { expanded: false }).map(({ textContent }) => textContent);

beforeEach(() => {
  live = testLive();
  live.answers.set("course:join", () => ({ ok: true, seq: 1, epoch: "e" }));
});
afterEach(cleanup);

describe("the class’s questions beside a video", () => {
  it("are those of others, and say nothing where there are none", () => {
    const { unmount } = show([ofClass("a"), ofClass("own", { mine: true })]);
    screen.getByRole("heading", { name: "From the class" });
    expect(questions()).toEqual(["Question a?"]);

    unmount();
    show([ofClass("own", { mine: true })]);
    expect(screen.queryByRole("heading")).toBeNull();
  });

  it("go on, and say how many are shown where nobody knows how many there are", () => {
    render(<Page items={[ofClass("a"), ofClass("b"), ofClass("own", { mine: true })]} cursor="more" />, { wrapper: live.Live });
    screen.getByRole("button", { name: "Show more" });
    screen.getByText("2 shown");
  });

  it("can be voted for where they stand", async () => {
    rest.route = () => ({ votes: 3, voted: true, follow: "answers" });
    show([ofClass("a", { votes: 2 })]);
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Me too 2" })));
    expect(rest.calls).toMatchObject([{ method: "PUT", path: "/api/discussions/threads/a/vote" }]);
    expect((await screen.findByRole("button", { name: "Me too 3" })).getAttribute("aria-pressed")).toBe("true");
  });

  it("keep up with the course, new ones below the rest", async () => {
    const late = ofClass("late", { video_timestamp_seconds: 700 });
    const early = ofClass("early", { video_timestamp_seconds: 5 });
    show([late]);
    await live.receive("course:thread", feed(2, { ...late, votes: 9, version: 2 }));
    await screen.findByRole("button", { name: "Me too 9" });

    rest.route = () => Response.json({ success: true, message: "", data: [early, late] });
    await live.receive("course:thread", feed(3, early));
    await waitFor(() => expect(questions()).toEqual(["Question late?", "Question early?"]));

    await live.receive("course:thread_removed", { courseId: course, threadId: "late", seq: 4, epoch: "e" });
    expect(questions()).toEqual(["Question early?"]);
  });
});
