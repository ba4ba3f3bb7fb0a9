import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testDiscussion, testMessage } from "#lib/client/testing.ts";
import { showToasts } from "../ui/toast";
import { TestThreadView } from "./testing";

const answer = testMessage(2);
const discussion = testDiscussion({ video_timestamp_seconds: 41, messages: [testMessage(1), answer] });
const path = `/discussions/threads/${discussion.id}`;

let copied: string[];
let said: unknown[];
let hide: () => void;
useFakeRest();
useNoLayout();
beforeEach(() => {
  [copied, said] = [[], []];
  const say = (text: unknown) => said.push(text);
  hide = showToasts({ message: say, error: say, success: say, loading: say, dismiss: () => undefined });
});
afterEach(() => {
  hide();
  cleanup();
  vi.unstubAllGlobals();
});

/** A clipboard that takes what it is given, or refuses; null is a browser without one. */
const give = (takes: boolean | null) => {
  const writeText = async (text: string) => {
    if (!takes) throw new DOMException("no", "NotAllowedError");
    copied.push(text);
  };
  vi.stubGlobal("navigator", { ...navigator, clipboard: takes === null ? undefined : { writeText } });
};
const copyFrom = async (name: string) => {
  const opener = screen.getByRole("button", { name });
  fireEvent.keyDown(opener, { key: "Enter" });
  const item = await screen.findByRole("menuitem", { name: "Copy link" });
  await act(async () => fireEvent.click(item));
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  return opener;
};
const show = () => render(<TestThreadView initial={discussion} />, { wrapper: testLive().Live });

describe("the link of a discussion, and of a message in it", () => {
  it("is copied, and that is said once", async () => {
    give(true);
    show();
    await copyFrom("More about this discussion");
    expect(copied).toEqual([window.location.origin + path]);
    expect(said).toEqual(["Link copied"]);
    expect(screen.queryByText(/copied/i)).toBeNull();
    expect(screen.queryByRole("dialog")).toBeNull();

    await copyFrom("More about this question");
    await copyFrom("More about this message");
    expect(copied.slice(1)).toEqual([
      `${window.location.origin}${path}?t=41#question`,
      `${window.location.origin}${path}?t=41#message-${answer.id}`,
    ]);
  });

  it.each([
    ["refuses", false],
    ["has no clipboard", null],
  ])("is shown selected, to be copied by hand, in a browser that %s", async (_what, takes) => {
    give(takes);
    show();
    const opener = await copyFrom("More about this discussion");
    const field = await screen.findByRole<HTMLInputElement>("textbox", { name: "Link" });
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe(window.location.origin + path);
    expect(said).toEqual([]);

    fireEvent.keyDown(field, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.activeElement).toBe(opener);
  });
});
