import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testDiscussion, testMessage } from "#lib/client/testing.ts";
import { openInPlace } from "../notifications/in-place";
import { Toaster } from "../notifications/toaster";
import type { PlayerProps } from "../player/player-props";
import { TestThreadView } from "./testing";

vi.mock("../player/player", () => ({
  Player: ({ startAt, autoPlay }: PlayerProps) => <p>{`player at ${startAt}, playing: ${autoPlay}`}</p>,
}));

useNoLayout();
const rest = useFakeRest();
let live: ReturnType<typeof testLive>;
const thread = testDiscussion({ messages: [...testDiscussion().messages, testMessage(3)] });
const show = (props: Partial<Parameters<typeof TestThreadView>[0]> = {}) =>
  render(
    <main id="content">
      <TestThreadView initial={thread} {...props} />
      <Toaster expand={false} />
    </main>,
    { wrapper: live.Live },
  );
const press = (key: string, at: Element = document.activeElement ?? document.body) => act(async () => void fireEvent.keyDown(at, { key }));
const focused = () => document.activeElement?.id;
const field = () => screen.getByRole("textbox", { name: "Your reply" });

beforeEach(() => {
  live = testLive();
  live.answers.set("thread:join", () => ({ ok: true, version: 2 }));
  localStorage.clear();
  navigation.reset();
});
afterEach(() => {
  cleanup();
  window.history.replaceState(null, "", "/");
});

describe("the keys of a discussion", () => {
  it("go from message to message, and stay at both ends", async () => {
    show();
    const ids = ["question", `message-${testMessage(2).id}`, `message-${testMessage(3).id}`];
    const went: (string | undefined)[] = [];
    for (const key of ["j", "j", "j", "j", "k", "k", "k"]) {
      await press(key);
      went.push(focused());
    }

    expect(went).toEqual([ids[0], ids[1], ids[2], ids[2], ids[1], ids[0], ids[0]]);
  });

  it("lead into the reply and out of it, and are letters there and in the player", async () => {
    show();
    await press("r");
    expect(document.activeElement).toBe(field());
    for (const key of ["j", "e", "u"]) await press(key);
    expect(document.activeElement).toBe(field());
    await press("Escape");
    expect(document.activeElement).toBe(document.body);
    fireEvent.mouseDown(screen.getByRole("tab", { name: "Preview", hidden: true }));
    await press("r");
    await waitFor(() => expect(document.activeElement).toBe(field()));
    await press("Escape");

    const player = document.body.appendChild(document.createElement("media-controller"));
    await press("j", player);
    expect(document.activeElement).toBe(document.body);
    player.remove();
  });

  it("resolve, with Undo, and open again", async () => {
    show();
    await press("e");
    await screen.findByRole("button", { name: "Reopen" });
    await screen.findByRole("button", { name: "Undo" });

    expect(rest.calls).toEqual([]);

    await press("e");
    screen.getByRole("button", { name: "Resolve" });
    expect(rest.calls).toEqual([]);
  });

  it("go back to where it was opened, else to the list of the reader, as the link does that says so", async () => {
    const go = vi.spyOn(window.history, "go").mockImplementation(() => {});
    const from = (...paths: string[]) =>
      vi.stubGlobal("navigation", {
        entries: () => paths.map((path) => ({ url: `http://localhost${path}` })),
        currentEntry: { index: paths.length - 1 },
      });
    const leave = async (paths: string[], initial = thread) => {
      from(...paths);
      show({ initial });
      const link = screen.getAllByRole("link")[0] as HTMLElement;
      const said = [link.textContent, link.getAttribute("href")];
      await press("u");
      if (go.mock.calls.length > 0) fireEvent.click(link);
      const did = [...go.mock.calls.splice(0).flat(), ...navigation.went.splice(0)];
      cleanup();
      return [...said, ...did];
    };
    const here = "/discussions/threads/1";
    const known: [string, string][] = [
      ["Home", "/"],
      ["Dashboard", "/dashboard?scope=mine"],
      ["Discussions", "/discussions?tab=open"],
      ["Notifications", "/notifications"],
      ["Questions", "/courses/1/questions"],
      ["Course", "/courses/1"],
      ["Lecture", "/videos/1?t=41"],
    ];
    for (const [name, path] of known) expect(await leave([path, here])).toEqual([name, path, -1, -1]);
    expect(await leave(["/notifications", here, `${here}#question`])).toEqual(["Notifications", "/notifications", -2, -2]);

    const own = ["Discussions", "/discussions", "push /discussions"];
    expect([await leave([here]), await leave(["/discussions/threads/2", here]), await leave(["/settings", here])]).toEqual([own, own, own]);
    const staff = { ...thread, mine: false, claim: null };
    expect(await leave([here], staff)).toEqual(["Dashboard", "/dashboard", "push /dashboard"]);
  });

  it("are listed where they do something, and only those", async () => {
    show({ block: { reason: null }, initial: { ...thread, mine: false } });
    await press("?");
    const listed = async () =>
      within(await screen.findByRole("dialog", { name: "Keyboard shortcuts" }))
        .getAllByRole("term")
        .map(({ textContent }) => textContent);

    expect(await listed()).toEqual(["j", "k", "u", "Ctrl+K", "gthend", "gthenc", "gthenq", "gtheni", "Alt+T", "Alt+Tthenr", "?"]);

    cleanup();
    show();
    await press("?");
    expect((await listed()).slice(0, 7)).toEqual(["j", "k", "r", "e", "u", "Ctrl+Enter", "Esc"]);
  });
});

describe("who follows a link to a message", () => {
  const id = testMessage(2).id;
  const frame = () => act(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));

  it("has the focus on it, or on the question", async () => {
    window.history.replaceState(null, "", `/#message-${id}`);
    show();
    await frame();
    expect(focused()).toBe(`message-${id}`);
    cleanup();

    window.history.replaceState(null, "", "/#question");
    show();
    await frame();
    expect(focused()).toBe("question");
  });

  it("has the focus on the first new message where a list said that there is one", async () => {
    window.history.replaceState(null, "", "/");
    show({ initial: testDiscussion({ unread: true }) });
    await frame();
    expect(focused()).toBe(`message-${id}`);
  });

  it("is taken there by a toast on the page itself, even to one that has yet to come", async () => {
    show();
    const landing = { threadId: thread.id, second: null };

    expect(openInPlace({ ...landing, threadId: "another", messageId: id })).toBe(false);
    expect(openInPlace({ ...landing, messageId: testMessage(4).id })).toBe(true);

    await frame();
    expect(document.activeElement).toBe(document.body);

    await live.receive("thread:message", { message: testMessage(4), version: 3 });
    await frame();
    expect(focused()).toBe(`message-${testMessage(4).id}`);
  });

  it("sees the second in question in the player, which does not play, unless another server has the video", () => {
    const video = { id: "v", title: "Variables", durationSeconds: 900, media: { captions: [], poster: false, still: false } };
    show({ video, startAt: 761 });
    screen.getByRole("button", { name: /^Watch from/ });
    cleanup();

    show({ video: { ...video, media: { ...video.media, still: true } }, startAt: 761 });
    expect(screen.queryByRole("button", { name: /^Watch from/ })).toBeNull();
    screen.getByRole("button", { name: "Replay from 12:41" });
    screen.getByText("player at 761, playing: false");
  });
});
