import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keptNames, testLive } from "#components/testing.tsx";
import { ApiError } from "#lib/client/api/api.ts";
import { AnnounceButton } from "./announce-button";
import { readDraft } from "./use-announcement-draft";

const wire = vi.hoisted(() => ({
  calls: [] as { path: string; body: unknown; key: string | undefined }[],
  answer: (): unknown => ({}),
}));
vi.mock("#lib/client/api/api.ts", async (original) => ({
  ...(await original<object>()),
  api: async (_method: string, path: string, body?: unknown, options: { idempotencyKey?: string } = {}) => {
    wire.calls.push({ path, body, key: options.idempotencyKey });
    return wire.answer();
  },
}));
const pictures = vi.hoisted(() => ({ arrive: (_image: object): void => undefined }));
vi.mock("#lib/client/uploads/send-picture.ts", async (original) => ({
  ...(await original<object>()),
  sendPicture: () =>
    new Promise((resolve) => {
      pictures.arrive = resolve;
    }),
}));
vi.mock("#components/ui/toast.ts", () => ({ toast: Object.assign(() => undefined, { dismiss: () => undefined }) }));

beforeEach(() => {
  localStorage.clear();
  wire.calls = [];
  wire.answer = () => ({});
});
afterEach(cleanup);

const open = () => {
  render(<AnnounceButton courseId="c1" notified={212} videos={[{ id: "v1", title: "Graphs" }]} />, { wrapper: testLive().Live });
  fireEvent.click(screen.getByRole("button", { name: "Announce" }));
};
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const post = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Post" })));

describe("AnnounceButton", () => {
  it("says who is notified before it posts, and forgets the draft afterwards", async () => {
    open();
    screen.getByText("212 people will be notified");
    await post();
    screen.getByText("Enter a title.");
    screen.getByText("Enter a text.");
    expect(wire.calls).toEqual([]);

    type("Title", " Exam ");
    type("Text", "Bring a pen.");
    type("About a lecture (optional)", "v1");
    await post();
    expect(wire.calls).toMatchObject([
      { path: "/api/courses/c1/announcements", body: { title: "Exam", content: "Bring a pen.", video_id: "v1" } },
    ]);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(keptNames()).toEqual([]);
  });

  it("takes a picture that is pasted, and waits for it", async () => {
    open();
    type("Title", "Exam");
    const files = [new File(["x"], "room.png", { type: "image/png" })];
    await act(async () => fireEvent.paste(screen.getByLabelText("Text"), { clipboardData: { files, types: ["Files"] } }));
    await post();
    screen.getByText("Wait until the picture is uploaded, or remove it.");
    expect(wire.calls).toEqual([]);

    await act(async () => pictures.arrive({ url: "/api/images/0193b8a4-1111-7000-8000-000000000001?w=8&h=5" }));
    await post();
    expect(wire.calls).toMatchObject([
      { body: { title: "Exam", content: "![Picture](/api/images/0193b8a4-1111-7000-8000-000000000001?w=8&h=5)" } },
    ]);
  });

  it("posts the same words once: a draft keeps its key over a failure and a new page, and other words have another", async () => {
    wire.answer = () => Promise.reject(new ApiError(0, "No connection to the server"));
    open();
    type("Title", "Exam");
    type("Text", "Bring a pen.");
    await post();
    screen.getByText("No connection to the server. Try again.");
    cleanup();

    open();
    expect(screen.getByLabelText<HTMLInputElement>("Title").value).toBe("Exam");
    await post();
    expect(wire.calls[1]).toEqual(wire.calls[0]);
    expect(wire.calls[0]?.key).toMatch(/^[0-9a-f]{32}$/);

    type("Text", "Bring two pens.");
    await post();
    expect(wire.calls[2]?.key).not.toBe(wire.calls[0]?.key);
  });
});

describe("readDraft", () => {
  it("takes nothing that is no draft", () => {
    expect(readDraft("")).toBeNull();
    expect(readDraft("null")).toBeNull();
    expect(readDraft('{"title":1}')).toBeNull();
  });
});
