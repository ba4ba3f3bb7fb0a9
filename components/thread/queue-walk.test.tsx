import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { ApiError } from "#lib/client/api/api.ts";
import { testDiscussion, testMessage } from "#lib/client/testing.ts";
import type { Queue } from "#lib/contract/queue.ts";
import { keepPlace, keptPlace } from "../queue-place/kept-place";
import { isPassedOver } from "../queue-place/passed-over";
import { loadAll } from "../ui/on-demand";
import { TestThreadView } from "./testing";

useNoLayout();
const rest = useFakeRest();
let live: ReturnType<typeof testLive>;
let waiting: string[] = [];

/** Each test has its own questions, because what was answered is remembered while the page is open. */
let test = 0;
const idOf = (name: string) => `${name}-${test}`;
const threadOf = (name: string) =>
  testDiscussion({ id: idOf(name), mine: false, claim: null, waiting: true, answer_state: "unanswered", question_text: name.repeat(30) });
const queueOf = (names: string[]): Queue => ({
  items: names.map((name) => {
    const { messages: _messages, ...thread } = threadOf(name);
    const latest_message = { id: `${name}-1`, content: name.repeat(30), created_at: thread.created_at };
    return { ...thread, video_timestamp_seconds: null, waiting_since: thread.created_at, latest_message };
  }),
  stats: { waiting: names.length, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null },
});

const here = "/discussions/threads/1";
const from = (...paths: string[]) =>
  vi.stubGlobal("navigation", {
    entries: () => paths.map((path) => ({ url: `http://localhost${path}` })),
    currentEntry: { index: paths.length - 1 },
  });
const keep = (name: string, place: number, address = "/dashboard") => keepPlace({ address, id: idOf(name), at: place, place });
const show = async (name: string) => {
  await loadAll();
  const { unmount } = render(<TestThreadView initial={threadOf(name)} />, { wrapper: live.Live });
  await act(async () => undefined);
  return unmount;
};
const place = () => screen.findByRole("navigation", { name: "Questions in the queue" });
const press = (key: string, more = {}, at: Element = document.body) => act(async () => void fireEvent.keyDown(at, { key, ...more }));
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your reply" });
const write = (text: string) => act(async () => fireEvent.change(field(), { target: { value: text } }));

beforeEach(() => {
  test++;
  live = testLive();
  live.answers.set("thread:join", () => ({ ok: true, version: 2 }));
  waiting = ["a", "b", "c"];
  rest.route = (method, path) => {
    if (method === "POST") return testMessage(3, { thread_id: path.split("/")[4] ?? "" });
    return path.startsWith("/api/discussions/queue") ? queueOf(waiting) : {};
  };
  localStorage.clear();
  sessionStorage.clear();
  navigation.reset();
  from("/dashboard", here);
});
afterEach(cleanup);

describe("a discussion that was opened from the queue", () => {
  it("says its place and leads to the questions beside it, by links and keys", async () => {
    keep("b", 1);
    await show("b");
    const nav = within(await place());
    nav.getByText("2 of 3");

    expect(nav.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
      `/discussions/threads/${idOf("a")}`,
      `/discussions/threads/${idOf("c")}`,
    ]);

    await press("p");
    expect([keptPlace()?.id, keptPlace()?.place]).toEqual([idOf("a"), 0]);

    await press("n");
    expect(navigation.went).toEqual([`replace /discussions/threads/${idOf("a")}`, `replace /discussions/threads/${idOf("c")}`]);
    expect([keptPlace()?.id, keptPlace()?.place]).toEqual([idOf("c"), 2]);
  });

  it("lists its keys in the sheet", async () => {
    keep("b", 1);
    await show("b");
    await place();
    await press("?");
    const sheet = within(await screen.findByRole("dialog", { name: "Keyboard shortcuts" }));

    expect(
      sheet
        .getAllByRole("term")
        .map(({ textContent }) => textContent)
        .slice(2, 10),
    ).toEqual([...["r", "e", "n", "p", "u"], ...["Ctrl+Enter", "Ctrl+Shift+Enter", "Esc"]]);
  });

  it("passes over what others have answered meanwhile", async () => {
    keep("a", 0);
    await show("a");
    within(await place()).getByText("1 of 3");
    waiting = ["a", "c"];
    await live.retract("n1");
    await waitFor(async () => within(await place()).getByText("1 of 2"));
    await press("n");

    expect(navigation.went).toEqual([`replace /discussions/threads/${idOf("c")}`]);
  });

  it("was answered itself, and leads to what has taken its place", async () => {
    keep("b", 1);
    waiting = ["a", "c"];
    await show("b");
    within(await place()).getByText("2 waiting");
    await press("n");
    expect(navigation.went).toEqual([`replace /discussions/threads/${idOf("c")}`]);
  });

  it("is passed over by the queue once it is answered", async () => {
    keep("a", 0);
    await show("a");
    await place();
    const [item] = queueOf(["a"]).items;
    expect(item && isPassedOver(item)).toBe(false);

    await write("It is bound later.");
    await press("Enter", { ctrlKey: true }, field());
    await waitFor(() => expect(item && isPassedOver(item)).toBe(true));
  });

  it("leads back to the queue after the last one", async () => {
    const go = vi.spyOn(window.history, "go").mockImplementation(() => {});
    keep("c", 2);
    await show("c");
    within(await place()).getByRole("link", { name: "End of the queue: back to it" });
    await press("n");
    expect([go.mock.calls, navigation.went]).toEqual([[[-1]], []]);
  });

  it("is one of the view from which it was opened", async () => {
    from("/dashboard?scope=unclaimed", here);
    keep("b", 1, "/dashboard?scope=unclaimed");
    await show("b");
    await place();
    expect(rest.calls.map(({ path }) => path).filter((path) => path.includes("/queue"))).toEqual([
      "/api/discussions/queue?scope=unclaimed",
    ]);
  });
});

describe("a discussion that was opened from elsewhere", () => {
  it.each([
    ["a notification", ["/dashboard", "/notifications", here], "b", "/dashboard"],
    ["another view of the queue", ["/dashboard?scope=mine", here], "b", "/dashboard"],
    ["a toast, when another one is kept", ["/dashboard", here], "a", "/dashboard"],
  ])("by %s stands in no queue", async (_by, paths, kept, address) => {
    from(...paths);
    keep(kept, 1, address);
    await show("b");
    await press("n");

    expect(screen.queryByRole("navigation", { name: "Questions in the queue" })).toBeNull();
    expect([rest.calls.filter(({ path }) => path.includes("/queue")), navigation.went]).toEqual([[], []]);

    field().focus();
    await write("An answer");
    expect(screen.queryByRole("button", { name: "Send and next" })).toBeNull();
  });
});

describe("Send and next", () => {
  const sent = () => rest.calls.filter(({ method }) => method === "POST").map(({ path, body }) => [path, body]);
  const answer = async (name: string, text: string) => {
    keep(name, 0);
    const leave = await show(name);
    await place();
    field().focus();
    await write(text);
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Send and next" })));
    leave();
  };

  it("sends, and opens the next question with the focus in its field", async () => {
    await answer("a", "It is bound later.");
    expect(sent()).toEqual([[`/api/discussions/threads/${idOf("a")}/messages`, { content: "It is bound later." }]]);
    expect(navigation.went).toEqual([`replace /discussions/threads/${idOf("b")}`]);

    // The server may not have it yet, and the question counts no more.
    await show("b");
    const nav = within(await place());
    nav.getByText("1 of 2");
    expect(nav.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([`/discussions/threads/${idOf("c")}`]);
    await waitFor(() => expect(document.activeElement).toBe(field()));
    await write("So is this.");
    await press("Enter", { ctrlKey: true, shiftKey: true }, field());
    expect(sent()).toHaveLength(2);
    expect(navigation.went.at(-1)).toBe(`replace /discussions/threads/${idOf("c")}`);
  });

  it("keeps what could not be sent, and goes on", async () => {
    const { route } = rest;
    rest.route = (method, ...others) => {
      if (method === "POST") throw new ApiError(0, "No connection");
      return route(method, ...others);
    };
    await answer("a", "It is bound later.");

    expect(navigation.went).toEqual([`replace /discussions/threads/${idOf("b")}`]);

    const box = Object.keys(localStorage).find((name) => name.includes("outbox") && name.includes(idOf("a"))) ?? "";
    expect(localStorage.getItem(box)).toContain("It is bound later.");
  });
});
