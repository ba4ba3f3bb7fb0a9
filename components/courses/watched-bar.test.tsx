import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { WatchedBar, watchedText } from "./watched-bar";

afterEach(cleanup);
const shown = (progress: Parameters<typeof WatchedBar>[0]) => {
  const { container } = render(<WatchedBar {...progress} />);
  return [container.textContent, container.querySelector<HTMLElement>("[style]")?.style.width];
};

describe("WatchedBar", () => {
  it("shows how much was seen, a word once all was, and nothing of what was not begun", () => {
    expect(shown({ seconds: 30, watched: false, duration: 100 })).toEqual(["30 % watched", "30%"]);
    expect(shown({ seconds: 3, watched: true, duration: 100 })).toEqual(["Watched", "100%"]);
    // The position comes from an earlier file, which was longer.
    expect(shown({ seconds: 500, watched: false, duration: 100 })).toEqual(["99 % watched", "99%"]);
    expect(shown({ seconds: 0, watched: false, duration: 100 })).toEqual(["", undefined]);
    expect(shown({ seconds: 30, watched: false, duration: null })).toEqual(["", undefined]);
    expect(watchedText(3, 1000)).toBe("3 of 1,000 watched");
  });
});
