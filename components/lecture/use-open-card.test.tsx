import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useRef, useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useNoLayout } from "#components/testing.tsx";
import { testThread } from "#lib/client/testing.ts";
import { openInPlace } from "../notifications/in-place";
import { Toaster } from "../notifications/toaster";
import type { PlayerHandle } from "../player/player-props";
import { useOpenCard } from "./use-open-card";

useNoLayout();
const grown = new Set<() => void>();
const seeks: number[] = [];
const player = { now: () => 60, seek: (seconds: number) => void seeks.push(seconds) } as unknown as PlayerHandle;
const threads = [testThread({ id: "t1" })];

/** A lecture with one card, whose discussion is there when `load` is pressed. */
function Page() {
  const rail = useRef<HTMLDivElement>(null);
  const handle = useRef<PlayerHandle>(player);
  const { openId } = useOpenCard({ rail, player: handle, threads, openAt: null, onOpen: () => {} });
  const [loaded, setLoaded] = useState(false);
  return (
    <div ref={rail}>
      <button type="button" onClick={() => setLoaded(true)}>
        load
      </button>
      <div id="question-t1">
        <button type="button" data-toggle="" aria-expanded={openId === "t1"}>
          Question
        </button>
        {loaded && <article id="message-m2" tabIndex={-1} />}
      </div>
      <Toaster expand={false} />
    </div>
  );
}
const frame = () => act(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
const grow = () => act(() => grown.forEach((look) => void look()));

beforeEach(() => {
  grown.clear();
  seeks.length = 0;
  class Grown {
    look: () => void;
    constructor(look: () => void) {
      this.look = look;
    }
    observe() {
      grown.add(this.look);
    }
    disconnect() {
      grown.delete(this.look);
    }
  }
  vi.stubGlobal("ResizeObserver", Grown);
});
afterEach(cleanup);

describe("a toast beside the video", () => {
  const landing = { threadId: "t1", messageId: "m2", second: 12 };

  it("opens the card, and goes to the message once that is there, but not if the person has moved on", async () => {
    render(<Page />);
    expect(openInPlace({ ...landing, threadId: "t2" })).toBe(false);
    const go = async () => {
      act(() => void openInPlace(landing));
      await frame();
    };
    await go();
    const card = screen.getByRole("button", { name: "Question" });
    expect([card.getAttribute("aria-expanded"), document.activeElement]).toEqual(["true", card]);

    fireEvent.keyDown(document.body, { key: "Tab" });
    fireEvent.click(screen.getByRole("button", { name: "load" }));
    grow();
    expect(document.activeElement).toBe(card);

    await go();
    expect(document.activeElement?.id).toBe("message-m2");
  });

  it("goes to the second in question, and offers the way back", async () => {
    render(<Page />);
    act(() => void openInPlace(landing));
    await screen.findByText("Moved to 0:12");
    fireEvent.click(screen.getByRole("button", { name: "Back to 1:00" }));
    expect(seeks).toEqual([12, 60]);

    act(() => void openInPlace({ ...landing, second: 58 }));
    act(() => void openInPlace({ ...landing, second: null }));
    expect(seeks).toEqual([12, 60, 58]);
  });
});
