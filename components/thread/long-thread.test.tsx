import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testDiscussion, testOwnMessage } from "#lib/client/testing.ts";
import { openInPlace } from "../notifications/in-place";
import { TestThreadView } from "./testing";

useNoLayout();
useFakeRest();
let live: ReturnType<typeof testLive>;
const idOf = (number: number) => `m${number}`;
const messages = Array.from({ length: 150 }, (_, at) => ({
  ...testOwnMessage(1, `message ${at}`),
  id: idOf(at),
  // Young enough to be edited.
  created_at: new Date(Date.now() - (150 - at) * 1000).toISOString(),
}));
// By selectors: roles of some thousand elements take long.
const article = (number: number) => document.getElementById(`message-${idOf(number)}`);
const press = (key: string) => act(async () => void fireEvent.keyDown(document.activeElement ?? document.body, { key }));
const frame = () => act(async () => void (await new Promise((done) => requestAnimationFrame(done))));

/** Scrolls so that this message is at the upper edge of the screen. */
async function scrollTo(number: number): Promise<void> {
  const list = document.querySelector("li[data-key]")?.parentElement as HTMLElement;
  list.getBoundingClientRect = () => ({ top: -96 * number, width: 0 }) as DOMRect;
  fireEvent.scroll(window);
  await frame();
}

beforeEach(() => {
  live = testLive();
  live.answers.set("thread:join", () => ({ ok: true, version: 2 }));
  localStorage.clear();
  HTMLElement.prototype.scrollIntoView = () => undefined;
  render(<TestThreadView initial={testDiscussion({ messages, messages_cursor: "c" })} />, { wrapper: live.Live });
});
afterEach(() => {
  cleanup();
  window.history.replaceState(null, "", "/");
});

describe("a long discussion", { timeout: 60_000 }, () => {
  it("has what is on the screen in the document", async () => {
    expect(document.querySelectorAll("article").length).toBeLessThan(70);
    expect(article(140)).toBeNull();
    await scrollTo(140);
    expect(article(140)).not.toBeNull();
    expect(article(10)).toBeNull();
  });

  it("keeps a message that is being edited, and what was typed, wherever one scrolls", async () => {
    fireEvent.keyDown(article(5)?.querySelector("[aria-haspopup=menu]") as Element, { key: "Enter" });
    const edit = await screen.findByText("Edit");
    await act(async () => fireEvent.click(edit));
    const field = article(5)?.querySelector("textarea") as HTMLTextAreaElement;
    fireEvent.change(field, { target: { value: "half an edit" } });
    act(() => field.blur());
    await scrollTo(120);
    await scrollTo(140);
    expect(article(20)).toBeNull();
    expect([field.isConnected, field.value]).toEqual([true, "half an edit"]);

    await act(async () => fireEvent.click(screen.getByText("Discard changes")));
    await frame();
    await scrollTo(100);
    act(() => (document.activeElement as HTMLElement).blur());
    await scrollTo(140);
    expect(article(5)).toBeNull();
  });

  it("is gone through by keys from where one was, however far away that is", async () => {
    article(30)?.focus();
    await scrollTo(140);
    await press("j");

    expect(document.activeElement).toBe(article(31));

    await scrollTo(70);
    await press("j");
    await press("j");
    expect(document.activeElement).toBe(article(33));

    await press("k");
    expect(document.activeElement).toBe(article(32));
  });

  it("is reached by links and toasts at messages that are not drawn", async () => {
    act(() => void openInPlace({ threadId: testDiscussion().id, messageId: idOf(130), second: null }));
    await frame();
    expect(document.activeElement).toBe(article(130));

    const shown = vi.fn();
    HTMLElement.prototype.scrollIntoView = function scrollIntoView() {
      shown(this.id);
    };
    window.location.hash = `message-${idOf(100)}`;
    await waitFor(async () => {
      await frame();
      expect(shown).toHaveBeenCalledWith(`message-${idOf(100)}`);
    });
  });
});
