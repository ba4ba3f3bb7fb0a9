import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeFetch, testThread } from "#lib/client/testing.ts";
import { testCourse } from "./testing";
import { ThreadHead } from "./thread-head";

const refresh = vi.hoisted(() => vi.fn());
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const thread = testThread({ video_timestamp_seconds: null, student_name: "Ada Student", mine: false, claim: null });
const show = (onReopen: () => Promise<void> = async () => {}, of = thread) =>
  render(
    <ThreadHead
      thread={of}
      course={testCourse()}
      asker={null}
      blocked={false}
      onResolve={() => {}}
      onReopen={onReopen}
      onFollow={async () => {}}
    />,
  );

describe("ThreadHead", () => {
  it("keeps the focus on Reopen while that works, and asks for it once", async () => {
    const done: (() => void)[] = [];
    show(() => new Promise((resolve) => done.push(resolve)), { ...thread, status: "resolved" });
    const button = screen.getByRole<HTMLButtonElement>("button", { name: "Reopen" });
    button.focus();
    await act(async () => fireEvent.click(button));

    expect([button.getAttribute("aria-disabled"), button.disabled]).toEqual(["true", false]);

    await act(async () => fireEvent.click(button));
    expect(done).toHaveLength(1);

    await act(async () => done[0]?.());
    expect(button.getAttribute("aria-disabled")).toBe("false");
    expect(document.activeElement).toBe(button);
  });

  it("gives the focus back to the menu that a student was blocked from, or not", async () => {
    vi.stubGlobal("fetch", fakeFetch(() => ({})).fetch);
    show();
    const opener = screen.getByRole("button", { name: "More about Ada Student" });
    const ask = async () => {
      fireEvent.keyDown(opener, { key: "Enter" });
      fireEvent.click(await screen.findByRole("menuitem", { name: /^Block Ada Student ?…$/ }));
      return screen.findByRole("dialog", { name: /^Block Ada Student in this course\?$/ });
    };
    fireEvent.keyDown(await ask(), { key: "Escape" });

    await waitFor(() => expect(document.activeElement).toBe(opener));

    await ask();
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Block" })));
    await waitFor(() => expect(document.activeElement).toBe(opener));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(refresh).toHaveBeenCalledOnce();
  });
});
