import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testMessage, testOwnMessage, testThread } from "#lib/client/testing.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { RailCard } from "./rail-card";
import { railState } from "./rail-state";
import { testReader } from "./testing";

useNoLayout();
const rest = useFakeRest();
let live: ReturnType<typeof testLive>;

function Page({ threads }: { threads: Thread[] }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const onToggle = (id: string) => setOpenId(openId === id ? null : id);
  const rail = railState({ current: "t1", selected: [], openId, reader: testReader(), onSeek: () => {}, onToggle });
  return threads.map((thread) => <RailCard key={thread.id} thread={thread} {...rail.of(thread.id)} />);
}
const thread = (id: string, over: Partial<Thread> = {}) => testThread({ id, question_text: `Question ${id}?`, ...over });
const show = (...threads: Thread[]) => render(<Page threads={threads} />, { wrapper: live.Live });
const card = (id: string) => screen.getByRole("button", { name: `Question ${id}?` });
const open = (id: string) => act(async () => fireEvent.click(card(id)));

beforeEach(() => {
  live = testLive();
  live.answers.set("thread:join", () => ({ ok: true, version: 1 }));
  const messages = [testOwnMessage(1, "Question t1?"), testMessage(2, { content: "Use let." })];
  rest.route = (_method, path) => ({ ...thread(path.includes("/t2") ? "t2" : "t1"), messages });
});
afterEach(cleanup);

describe("a card of the rail", () => {
  it("opens its discussion in place, with a field to reply and a link to its page, one card at a time", async () => {
    show(thread("t1"), thread("t2"));
    expect(rest.calls).toEqual([]);

    await open("t1");
    await screen.findByText("Use let.");
    expect(card("t1").getAttribute("aria-expanded")).toBe("true");
    screen.getByRole("textbox", { name: "Your reply" });
    expect(screen.getByRole("link", { name: "Open discussion" }).getAttribute("href")).toBe("/discussions/threads/t1");

    await open("t2");
    await waitFor(() => expect(screen.getByRole("link", { name: "Open discussion" }).getAttribute("href")).toBe("/discussions/threads/t2"));
    expect(card("t1").getAttribute("aria-expanded")).toBe("false");
  });

  it("closes on Escape and has the focus again", async () => {
    show(thread("t1"));
    await open("t1");
    const field = await screen.findByRole("textbox", { name: "Your reply" });
    field.focus();
    fireEvent.keyDown(field, { key: "Escape" });
    expect(card("t1").getAttribute("aria-expanded")).toBe("false");
    expect(document.activeElement).toBe(card("t1"));
  });

  it("says that the discussion was deleted, and offers to try again if it could not be loaded", async () => {
    rest.route = () => Response.json({ success: false, message: "Not found", error: { code: "not_found" } }, { status: 404 });
    show(thread("t1"));
    await open("t1");
    await screen.findByText(/no longer here/);
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();

    await open("t1");
    rest.route = () => Response.json({ success: false, message: "Broken", error: { code: "internal" } }, { status: 500 });
    await open("t1");
    await screen.findByRole("button", { name: "Try again" });
  });

  it("leaves the direction of an unread question to its own first letter", () => {
    show(thread("t1", { question_text: "لماذا؟", unread: true }));
    const text = screen.getByText("لماذا؟");
    expect([text.getAttribute("dir"), text.textContent]).toEqual(["auto", "لماذا؟"]);
    screen.getByRole("button", { name: "Unread: لماذا؟" });
  });

  it("marks the question of the present second in words, too", () => {
    show(thread("t1"), thread("t2"));
    expect(screen.getAllByText("At this point in the lecture")).toHaveLength(1);
  });
});
