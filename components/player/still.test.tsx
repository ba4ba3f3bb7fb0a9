import { act, cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { idle } from "../ui/on-demand";
import { Still } from "./still";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Renders the frame at 41 s and waits until the page is idle. */
async function drawn(over: Partial<Parameters<typeof Still>[0]> = {}): Promise<HTMLVideoElement | null> {
  const media = { captions: [], poster: false, still: true };
  const { container } = render(<Still videoId="v1" media={media} durationSeconds={60} seconds={41} {...over} />);
  expect(container.querySelector("video")).toBeNull();
  await act(idle);
  return container.querySelector("video");
}

describe("Still", () => {
  it("shows the second of the video once it is there", async () => {
    const video = await drawn();
    if (!video) throw new Error("no picture");
    expect(video.getAttribute("src")).toBe("/api/videos/v1/stream#t=41");
    expect(video.className).toContain("opacity-0");

    fireEvent.loadedMetadata(video);
    expect(video.currentTime).toBe(41);

    fireEvent.seeked(video);
    expect(video.className).not.toContain("opacity-0");
  });

  it("asks for nothing beyond the end, of another server, or for somebody who saves data", async () => {
    expect(await drawn({ seconds: 60 })).toBeNull();
    expect(await drawn({ media: { captions: [], poster: true, still: false } })).toBeNull();

    vi.stubGlobal("navigator", { connection: { saveData: true } });
    expect(await drawn()).toBeNull();
  });
});
