import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testLive, useNoLayout } from "#components/testing.tsx";
import { ApiError } from "#lib/client/api/api.ts";
import { testMessage, testRow, testThread, testUser } from "#lib/client/testing.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { TestThreadView } from "../thread/testing";
import { ThreadRow } from "../thread-list/thread-row";
import { CancelResolveOnReply } from "./cancel-resolve-on-reply";
import { commitAll, undoMs } from "./defer-with-undo";

const wire = vi.hoisted(() => ({
  calls: [] as { path: string; keepalive: boolean }[],
  answer: (): unknown => undefined,
  undo: (): void => {},
  again: (): void => {},
  refused: [] as string[],
}));
vi.mock("#lib/client/api/api.ts", async (original) => ({
  ...(await original<object>()),
  api: async (_method: string, path: string, _body?: unknown, { keepalive = false }: { keepalive?: boolean } = {}) => {
    wire.calls.push({ path, keepalive });
    return wire.answer();
  },
}));
vi.mock("#components/ui/toast.ts", () => ({
  toast: Object.assign(
    (_text: string, options: { action: { onClick: () => void } }) => {
      wire.undo = options.action.onClick;
    },
    {
      dismiss: () => {},
      error: (_title: string, { description, action }: { description: string; action: { onClick: () => void } }) => {
        wire.refused.push(description);
        wire.again = action.onClick;
      },
    },
  ),
}));

let number = 0;
let thread = testThread({});
let live: ReturnType<typeof testLive>;
useNoLayout();
beforeEach(() => {
  live = testLive({ user: testUser({ id: "l1", role: "lecturer" }) });
  vi.useFakeTimers();
  localStorage.clear();
  wire.calls = [];
  wire.refused = [];
  thread = testThread({ id: `t${++number}`, student_id: "s1", lecturer_id: "l1", version: 2 });
  wire.answer = () => ({ ...thread, status: "resolved", version: 3 });
});
afterEach(() => {
  window.dispatchEvent(new Event("pagehide"));
  cleanup();
  vi.useRealTimers();
});

const initial = (reader: "l1" | "s1"): ThreadWithMessages => ({
  ...thread,
  ...(reader === "l1" && { mine: false, claim: null }),
  my_author_id: reader,
  messages: [testMessage(1, { thread_id: thread.id, author_user_id: "s1", author_role: "student" })],
});
const show = (id: "l1" | "s1" = "l1") => {
  const me = { id, name: "A Name", role: id === "l1" ? ("lecturer" as const) : ("student" as const) };
  return render(<TestThreadView me={me} initial={initial(id)} />, { wrapper: live.Live });
};
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole("button", { name })));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const asked = () => wire.calls.filter(({ path }) => path.endsWith("/resolve"));
const reopened = () => wire.calls.filter(({ path }) => path.endsWith("/reopen"));

describe("a resolved discussion", () => {
  it("shows as resolved at once, and is resolved for others when it can no longer be taken back", async () => {
    show();
    await press("Resolve");
    screen.getByText("Resolved");
    screen.getByText("Resolved. Replying won’t reopen it.");

    await pass(undoMs - 1);
    expect(asked()).toEqual([]);

    await pass(1);
    expect(asked()).toEqual([{ path: `/api/discussions/threads/${thread.id}/resolve`, keepalive: false }]);
    screen.getByRole("button", { name: "Reopen" });
  });

  it("is open again with Undo, and nobody was told", async () => {
    show();
    await press("Resolve");
    act(() => wire.undo());
    screen.getByRole("button", { name: "Resolve" });
    await pass(2 * undoMs);
    expect(wire.calls).toEqual([]);
  });

  it("is taken back by Reopen too, which asks the server only for what the server has resolved", async () => {
    show();
    await press("Resolve");
    await press("Reopen");
    await pass(2 * undoMs);

    expect(wire.calls).toEqual([]);

    await press("Resolve");
    await pass(undoMs);
    wire.answer = () => ({ ...thread, version: 4 });
    await press("Reopen");

    expect([asked().length, reopened().length]).toEqual([1, 1]);
    screen.getByRole("button", { name: "Resolve" });
  });

  it("is resolved by a request that outlives the page when the page is left, and before its writer signs out", async () => {
    show();
    await press("Resolve");
    await act(async () => window.dispatchEvent(new Event("pagehide")));

    expect(asked()).toMatchObject([{ keepalive: true }]);

    cleanup();
    thread = { ...thread, id: `${thread.id}-2` };
    show();
    await press("Resolve");
    await act(() => commitAll());

    expect(asked()).toHaveLength(2);

    await pass(2 * undoMs);
    expect(asked()).toHaveLength(2);
  });

  it("stays resolved on other pages of this screen meanwhile, and is carried through though its own is closed", async () => {
    const { unmount } = show();
    await press("Resolve");
    unmount();
    render(<ThreadRow thread={thread} />, { wrapper: live.Live });

    screen.getByText("Resolved");

    await pass(undoMs);
    expect(asked()).toHaveLength(1);
    // The list still has the thread as it was loaded, which is open.
    screen.getByText("Resolved");
  });

  it("is open again, with the reason, when the server does not take it", async () => {
    wire.answer = () => Promise.reject(new ApiError(503, "x"));
    show();
    await press("Resolve");
    await pass(undoMs);
    screen.getByRole("button", { name: "Resolve" });
    expect(wire.refused).toEqual([expect.stringMatching(/^“.+” Something went wrong\. Try again\.$/)]);
  });

  it("is named when nothing could be reached, and resolved without another wait when it is tried again", async () => {
    wire.answer = () => Promise.reject(new ApiError(0, "x"));
    show();
    await press("Resolve");
    await pass(undoMs);

    expect(wire.refused).toEqual([expect.stringContaining(thread.question_text)]);

    wire.answer = () => ({ ...thread, status: "resolved", version: 3 });
    await act(async () => wire.again());
    expect(asked()).toHaveLength(2);
    screen.getByRole("button", { name: "Reopen" });
  });

  it("stays open when a follow-up comes, and when the student who resolved it writes on", async () => {
    const { unmount } = show();
    render(<CancelResolveOnReply />, { wrapper: live.Live });
    await press("Resolve");
    await live.notify(testRow(1, { threadId: thread.id }));

    screen.getByRole("button", { name: "Resolve" });

    unmount();
    show("s1");
    await press("Resolve");
    wire.answer = () => new Promise(() => {});
    fireEvent.change(screen.getByRole("textbox", { name: "Your reply" }), { target: { value: "One more thing" } });
    await press("Send");
    await pass(2 * undoMs);

    expect(asked()).toEqual([]);
  });
});
