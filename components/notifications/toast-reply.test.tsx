import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { keptNames, testReadEvent, useInboxPages, useNoLayout } from "#components/testing.tsx";
import { testDiscussion, testEvent, testMessage, testPage, testRow, testUser } from "#lib/client/testing.ts";
import { Toasts } from "./toasts";

useNoLayout();
const pages = useInboxPages();
const { rest, show } = pages;
beforeEach(() => {
  localStorage.clear();
});

const question = (n: number) => {
  const row = testRow(n, { action: "thread_created" }) as ReturnType<typeof testRow> & { type: "thread/discussion" };
  const { messagePreview: _none, ...payload } = row.payload;
  return { ...row, payload: { ...payload, questionPreview: "Why **is** it slow?", canReply: true as const } };
};
const posts = () => rest.calls.filter(({ method }) => method === "POST");
/** Shows a toast, opens its reply field and writes `text`. */
async function write(text: string) {
  show(testPage([], 0, 0), <Toasts />);
  rest.route = () => testDiscussion({ claim: null });
  await pages.live.receive("notification", testEvent(question(1), 1));
  fireEvent.click(await screen.findByRole("button", { name: "Reply" }));
  const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Reply to “Why is it slow?”" });
  fireEvent.change(field, { target: { value: text } });
  return field;
}

describe("a reply in a toast", () => {
  it("is sent by Ctrl+Enter, once, and the toast is gone", async () => {
    const field = await write("Because of the join.");
    expect(document.activeElement).toBe(field);
    rest.route = () => testMessage(1);
    await act(async () => void fireEvent.keyDown(field, { key: "Enter", ctrlKey: true }));

    expect(posts()).toMatchObject([{ path: "/api/discussions/threads/t1/messages", body: { content: "Because of the join." } }]);
    await screen.findByText("Reply sent");
    await waitFor(() => expect(screen.queryByText("Why is it slow?")).toBeNull());
    expect(keptNames()).toEqual([]);
    expect(navigation.went).toEqual([]);
  });

  it("waits in this browser without a connection, and says so", async () => {
    const field = await write("Later.");
    rest.route = () => {
      throw new TypeError("no network");
    };
    await act(async () => void fireEvent.keyDown(field, { key: "Enter", ctrlKey: true }));
    await screen.findByText(/^Waiting for connection/);
    expect(keptNames()).toEqual([`handraise:outbox:reply:${testUser().id}:t1`]);
  });

  it("keeps its toast open while it is being written, even if the question is read elsewhere, and keeps its draft when it is cancelled", async () => {
    const field = await write("Half a");
    await pages.live.receive("notification", testEvent(testRow(2, { threadId: "t2" }), 2));
    const other = await screen.findByText("Jane Smith: text 2");

    await pages.live.receive("notifications:read", testReadEvent(3, { threadId: "t1" }, 1));
    await pages.live.receive("notifications:read", testReadEvent(4, { threadId: "t2" }, 0));
    // The toast that is read after it is gone by then.
    await waitFor(() => expect(other.isConnected).toBe(false));
    expect(field.isConnected).toBe(true);

    fireEvent.keyDown(field, { key: "Escape" });
    await waitFor(() => expect(screen.queryByText("Why is it slow?")).toBeNull());
    expect(localStorage.getItem(`handraise:draft:reply:${testUser().id}:t1`)).toBe("Half a");
  });

  it("is offered at once, and only to a person who may write in the discussion", async () => {
    show(testPage([], 0, 0), <Toasts />);
    await pages.live.receive("notification", testEvent(question(1), 1));
    await pages.live.receive("notification", testEvent(testRow(2, { threadId: "t2" }), 2));
    await screen.findByText("Jane Smith: text 2");
    expect(screen.getAllByRole("button", { name: "Reply" })).toHaveLength(1);
    expect(screen.getAllByText("12:41")).toHaveLength(2);
    expect(rest.calls.filter(({ path }) => path.startsWith("/api/discussions"))).toEqual([]);
  });

  it("is written by the keyboard alone: Alt+T, r, the text, Ctrl+Enter, and the focus is back where it was", async () => {
    const ofPage = vi.fn();
    document.addEventListener("keydown", ofPage);
    show(
      testPage([], 0, 0),
      <>
        <button type="button">Elsewhere</button>
        <Toasts />
      </>,
    );
    rest.route = () => testMessage(1);
    screen.getByRole("button", { name: "Elsewhere" }).focus();
    await pages.live.receive("notification", testEvent(question(1), 1));
    const link = await screen.findByRole("link", { name: /New question/ });
    await act(async () => void fireEvent.keyDown(document.body, { key: "t", code: "KeyT", altKey: true }));
    expect(document.activeElement).toBe(link);

    ofPage.mockClear();
    const press = new KeyboardEvent("keydown", { key: "r", bubbles: true, cancelable: true });
    await act(async () => void link.dispatchEvent(press));
    const field = await screen.findByRole("textbox", { name: /^Reply to/ });
    expect(document.activeElement).toBe(field);
    // Neither a letter in the field, nor a key of the page.
    expect([press.defaultPrevented, ofPage.mock.calls.length]).toEqual([true, 0]);

    fireEvent.change(field, { target: { value: "An index." } });
    await act(async () => void fireEvent.keyDown(field, { key: "Enter", ctrlKey: true }));
    expect(posts()).toMatchObject([{ body: { content: "An index." } }]);
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Elsewhere" }));
    document.removeEventListener("keydown", ofPage);
  });

  it("is not begun with nothing in it", async () => {
    const field = await write("  ");
    await act(async () => void fireEvent.keyDown(field, { key: "Enter", ctrlKey: true }));
    expect(posts()).toEqual([]);
    expect(field.getAttribute("aria-invalid")).toBe("true");
  });
});
