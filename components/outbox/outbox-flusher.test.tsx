import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { testLive } from "#components/testing.tsx";
import { acquire, listItems, putItem } from "#lib/client/outbox/outbox.ts";
import { fakeFetch, testUser } from "#lib/client/testing.ts";
import { Toaster } from "../notifications/toaster";
import { OutboxFlusher } from "./outbox-flusher";

const box = "reply:u1:t1";
let answer: () => unknown;
let calls: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  answer = () => ({});
  const wire = fakeFetch(() => answer());
  calls = wire.calls;
  vi.stubGlobal("fetch", wire.fetch);
  putItem(box, { key: "k1", content: "thank you", createdAt: "2026-11-23T12:00:00.000Z" });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const show = () =>
  render(
    <>
      <OutboxFlusher />
      <Toaster expand={false} />
    </>,
    { wrapper: testLive({ user: testUser({ id: "u1" }) }).Live },
  );
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const kept = () => listItems(box, () => true);

describe("OutboxFlusher", () => {
  it("goes on by itself with what could not be sent", async () => {
    answer = () => {
      throw new TypeError("no network");
    };
    show();
    await wait(1500);

    expect(calls).toHaveLength(1);

    answer = () => ({});
    await wait(3000);
    expect(kept()).toEqual([]);
    screen.getByText("Your queued message was sent");
  });

  it("takes over what a page leaves behind", async () => {
    const leave = acquire(box);
    show();
    await wait(60_000);

    expect(calls).toEqual([]);

    leave();
    await wait(1500);
    expect(kept()).toEqual([]);
  });

  it("shows a refused message to its writer once, with its text, until it is discarded or its own page shows it", async () => {
    answer = () => Response.json({ success: false, error: "Thread not found" }, { status: 404 });
    show();
    await wait(60_000);

    screen.getByText("Thread not found");
    screen.getByText("thank you");
    expect(calls).toHaveLength(1);

    const leave = acquire(box);
    // The toast is removed in three steps, each of which needs a render.
    for (const _step of [1, 2, 3]) await wait(300);

    expect(screen.queryByText("thank you")).toBeNull();

    leave();
    await wait(2000);
    fireEvent.click(screen.getByRole("button", { name: "Discard" }));

    expect(kept()).toEqual([]);
    expect(calls).toHaveLength(1);
  });

  it("leads to where what was refused can be sent again", async () => {
    answer = () => Response.json({ success: false, error: "You may not post in this course" }, { status: 403 });
    show();
    await wait(1500);

    screen.getByRole("button", { name: "Discard" });

    fireEvent.click(screen.getByRole("button", { name: "Open" }));
    expect(navigation.went).toEqual(["push /discussions/threads/t1"]);
    expect(kept()).toHaveLength(1);
  });
});
