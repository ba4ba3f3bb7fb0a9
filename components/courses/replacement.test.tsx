import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing.ts";
import { ReplaceForm, Replacement } from "./replacement";

const wire = vi.hoisted(() => ({ started: [] as unknown[], dropped: [] as string[] }));
vi.mock("../live/realtime-provider", () => ({ useUser: () => ({ id: "u1" }) }));
vi.mock("../uploads/uploads", () => ({
  useUpload: () => undefined,
  uploads: {
    start: (given: object, file: File) => wire.started.push({ ...given, file: file.name }),
    cancel: (id: string) => wire.dropped.push(id),
  },
}));

const video = { id: "v1", course_id: "c1", title: "Loops" };
let calls: { method: string; path: string }[];
beforeEach(() => {
  wire.started = [];
  wire.dropped = [];
  const fetching = fakeFetch(() => ({}));
  calls = fetching.calls;
  vi.stubGlobal("fetch", fetching.fetch);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("another file of a lecture", () => {
  it("is asked for first, and then sent where the lecture's own came from", async () => {
    const done = vi.fn();
    render(<ReplaceForm video={video} endpoint="/api/uploads/v1" onDone={done} />);
    await act(async () => fireEvent.change(screen.getByLabelText("File for Loops"), { target: { files: [new File(["x"], "new.mp4")] } }));
    await waitFor(() => expect(done).toHaveBeenCalled());
    expect(calls).toMatchObject([{ method: "POST", path: "/api/videos/v1/replacement" }]);
    expect(wire.started).toMatchObject([{ videoId: "v1", courseId: "c1", userId: "u1", endpoint: "/api/uploads/v1", file: "new.mp4" }]);
  });

  it("says how far it is, or why it is none, and that the lecture plays on", async () => {
    const show = (state: { uploaded: boolean; percent: number | null; failure: string | null }) =>
      render(<Replacement video={video} state={state} endpoint="/api/uploads/v1" />);
    show({ uploaded: true, percent: 40, failure: null });
    expect(screen.getByText("Processing the new file")).toBeTruthy();
    expect(screen.getByText("40 %")).toBeTruthy();
    expect(screen.queryByLabelText("File for Loops")).toBeNull();
    cleanup();

    show({ uploaded: true, percent: null, failure: "This file is not a video." });
    expect(document.body.textContent).toContain("This file is not a video. The lecture still plays its current file.");
    expect(screen.getByLabelText("File for Loops")).toBeTruthy();
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Dismiss" })));
    await waitFor(() => expect(wire.dropped).toEqual(["v1"]));
    expect(calls).toMatchObject([{ method: "DELETE", path: "/api/videos/v1/replacement" }]);
    cleanup();

    show({ uploaded: false, percent: null, failure: null });
    expect(screen.getByText(/The upload of a new file isn’t finished/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Keep the current file" })).toBeTruthy();
  });
});
