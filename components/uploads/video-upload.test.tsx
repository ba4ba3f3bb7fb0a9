import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { testLive } from "#components/testing.tsx";
import { testUser } from "#lib/client/testing.ts";
import type { TransferEvents } from "#lib/client/uploads/tus-transport.ts";
import type { Video } from "#lib/contract/courses.ts";
import { uploads } from "./uploads";
import { VideoUpload } from "./video-upload";

const sent: { to: unknown; events: TransferEvents }[] = [];
vi.mock("#lib/client/uploads/tus-transport.ts", () => ({
  tusTransport: (_file: File, to: unknown, events: TransferEvents) => {
    sent.push({ to, events });
    return () => {};
  },
}));

const video = { id: "v1", course_id: "c1", title: "Graphs", status: "failed" } as Video;
const fileOf = (text: string) => new File([text], "graphs.mp4", { lastModified: 1 });
const choose = (file: File) => act(async () => fireEvent.change(screen.getByLabelText("File for Graphs"), { target: { files: [file] } }));

afterEach(() => {
  cleanup();
  uploads.cancel("v1");
  localStorage.clear();
});

describe("VideoUpload", () => {
  it("says why a video failed and takes another file, whose way can be watched, stopped and gone on with", async () => {
    const { rerender } = render(<VideoUpload video={video} endpoint="/api/uploads/v1" problem="The file is not a video." />, {
      wrapper: testLive({ user: testUser({ id: "u1" }) }).Live,
    });
    screen.getByText("The file is not a video.");

    await choose(fileOf("0123456789"));
    expect(sent.at(-1)?.to).toEqual({ endpoint: "/api/uploads/v1" });

    act(() => {
      sent.at(-1)?.events.located("/api/uploads/v1/a");
      sent.at(-1)?.events.progress(4);
    });

    expect(screen.getByRole("progressbar", { name: "Upload of Graphs" }).getAttribute("aria-valuenow")).toBe("40");
    screen.getByText("4 B of 10 B");

    // The page is shown again, after the server has cleared the problem of the first file.
    rerender(<VideoUpload video={video} endpoint="/api/uploads/v1" problem={null} />);
    fireEvent.click(screen.getByRole("button", { name: "Pause Graphs" }));
    screen.getByText("Paused");

    fireEvent.click(screen.getByRole("button", { name: "Resume Graphs" }));
    expect(sent.at(-1)?.to).toEqual({ location: "/api/uploads/v1/a" });

    act(() => sent.at(-1)?.events.failed(413, JSON.stringify({ error: "At most 5 GB" })));
    screen.getByText("At most 5 GB");
    screen.getByRole("button", { name: "Try again Graphs" });

    fireEvent.click(screen.getByRole("button", { name: "Use another file for Graphs" }));
    await choose(fileOf("0123"));
    expect(sent.at(-1)?.to).toEqual({ endpoint: "/api/uploads/v1" });
  });
});
