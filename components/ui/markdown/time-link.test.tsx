import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { VideoTimesProvider } from "../video-times";
import { Markdown } from "./markdown";
import MarkdownBody from "./markdown-body";
import { splitTimes } from "./times";

afterEach(cleanup);
const timesOf = (text: string) => splitTimes(text).flatMap((part) => (typeof part === "string" ? [] : [part.written]));
const about = { videoId: "v1", durationSeconds: 3600, seek: null, now: null };

describe("times in prose", () => {
  it.each([
    ["At 12:41 he says so (see 1:02:03).", ["12:41", "1:02:03"]],
    ["0:07, 75:10.", ["0:07", "75:10"]],
    ["2026-11-26T12:41:00 and 12:41:99 and http://a.b:8080 and 1:2 and a12:41", []],
    ["12:41.5 and 16:9 and 10:11:12:13", []],
  ])("%j", (text, times) => expect(timesOf(text)).toEqual(times));

  it("are no more than fifty in a text", () => expect(timesOf("1:00 ".repeat(200))).toHaveLength(50));

  it("lead to the lecture, and in a page with its player to that second of it", () => {
    const text = "**See** 12:41, `0:10`, [0:20](https://a.example) and 2:00:00";
    const { container, rerender } = render(
      <VideoTimesProvider value={about}>
        <MarkdownBody text={text} scope="m1" />
      </VideoTimesProvider>,
    );
    expect([...container.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([
      "/videos/v1?t=761",
      "https://a.example",
    ]);

    const seek = vi.fn();
    rerender(
      <VideoTimesProvider value={{ ...about, seek }}>
        <Markdown text="Again at 0:30" scope="m2" />
      </VideoTimesProvider>,
    );
    fireEvent.click(screen.getByRole("button", { name: "Go to 30 seconds" }));
    expect(seek).toHaveBeenCalledWith(30);
  });

  it("are text where there is no video", () => {
    const { container } = render(<Markdown text="At 12:41" scope="m1" />);
    expect(container.querySelector("a, button")).toBeNull();
    expect(container.textContent).toBe("At 12:41");
  });
});
