import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useRef, useState } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest } from "#components/testing.tsx";
import { testThread } from "#lib/client/testing.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { railState } from "./rail-state";
import { testReader } from "./testing";
import type { QuestionFilter } from "./use-retained-questions";
import { VideoQuestions } from "./video-questions";
import { useVideoThreads } from "./video-threads";

const rest = useFakeRest();
const videoId = testThread().video_id as string;
const answered = { waiting: false, answer_state: "staff_answered" } as const;
const of = (id: string, second: number, over: Partial<Thread> = {}) =>
  testThread({ id, question_text: `Question ${id}?`, video_timestamp_seconds: second, mine: false, claim: null, ...over });
/** What the server has. */
let all: Thread[];
let live: ReturnType<typeof testLive>;

function Page({ only = null, isStudent = false }: { only?: QuestionFilter; isStudent?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [openId, onToggle] = useState<string | null>(null);
  const [first] = useState({ items: all, cursor: null, total: all.length, moments: [], only });
  const list = useVideoThreads(videoId, first, box);
  const rail = railState({ current: null, selected: [], openId, reader: testReader(), onSeek: () => {}, onToggle });
  return (
    <div ref={box} data-testid="rail">
      <VideoQuestions list={list} isStudent={isStudent} canAsk={false} rail={rail} />
    </div>
  );
}
const show = (props: Parameters<typeof Page>[0] = {}) => render(<Page {...props} />, { wrapper: live.Live });
/** Each card's question and state. */
const cards = () =>
  screen
    .queryAllByRole("listitem")
    .map((card) => /(?:Waiting|Answered|Resolved)|Question \w\?/g[Symbol.match](card.textContent ?? "")?.join(" "));
const choose = (name: string) => act(async () => fireEvent.click(screen.getByRole("button", { name })));

beforeEach(() => {
  live = testLive();
  all = [of("a", 10), of("b", 20), of("c", 30, answered)];
  rest.route = (_method, path) => {
    if (path.endsWith("/moments")) return { total: all.length, moments: [] };
    const items = path.includes("state=waiting") ? all.filter(({ waiting }) => waiting) : all;
    return Response.json({ success: true, message: "", data: items });
  };
});
afterEach(cleanup);

describe("the choice of the questions that wait", () => {
  it("asks the server, says which it is, and stays in the address", async () => {
    show();
    expect(cards()).toHaveLength(3);
    await choose("Waiting");
    await waitFor(() => expect(cards()).toEqual(["Waiting Question a?", "Waiting Question b?"]));
    expect(screen.getByRole("button", { name: "Waiting" }).ariaPressed).toBe("true");
    expect(location.search).toBe("?show=waiting");
    expect(rest.calls.map(({ path }) => path)).toContain(`/api/discussions/threads?video_id=${videoId}&limit=100&state=waiting`);

    await choose("All");
    await waitFor(() => expect(cards()).toHaveLength(3));
    expect(location.search).toBe("");
  });

  it("lets a question come below the rest, and go when it is answered", async () => {
    all = [of("b", 20), of("c", 30)];
    show({ only: "waiting" });
    all = [of("a", 10), of("b", 20, answered), of("c", 30)];
    await live.retract("n1");
    await waitFor(() => expect(cards()).toEqual(["Waiting Question c?", "Waiting Question a?"]));
  });

  it("keeps one that was answered in its place while the rail is used, as what it is, and then lets it go", async () => {
    all = [of("a", 10), of("b", 20)];
    show({ only: "waiting" });
    const rail = screen.getByTestId("rail");
    Object.assign(rail, { matches: () => true });
    all = [of("a", 10, { status: "resolved", waiting: false }), of("b", 20)];
    await live.retract("n1");
    await waitFor(() => expect(cards()).toEqual(["Resolved Question a?", "Waiting Question b?"]));

    Object.assign(rail, { matches: () => false });
    fireEvent.pointerLeave(rail);
    await waitFor(() => expect(cards()).toEqual(["Waiting Question b?"]));
  });

  it("says that none waits, and is not offered to those who ask", async () => {
    all = [of("c", 30, answered)];
    const { unmount } = show();
    await choose("Waiting");
    await screen.findByText("No questions about this lecture are waiting.");
    unmount();
    show({ isStudent: true });
    expect(screen.queryByRole("button", { name: "Waiting" })).toBeNull();
  });
});
