import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "#lib/client/api/api";
import { useListRefetch } from "./use-list-refetch";

let refetch: (delay?: number) => void;
let fetching: () => Promise<string>;
let taken: string[];

function List() {
  refetch = useListRefetch(
    () => fetching(),
    (answer) => taken.push(answer),
  );
  return null;
}

beforeEach(() => {
  vi.useFakeTimers();
  taken = [];
  render(<List />);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("useListRefetch", () => {
  it("makes one fetch of a burst", async () => {
    fetching = vi.fn(async () => "list");
    refetch();
    refetch();
    await vi.advanceTimersByTimeAsync(300);
    expect(fetching).toHaveBeenCalledOnce();
    expect(taken).toEqual(["list"]);
  });

  it("takes what was asked for last, whatever answer comes last", async () => {
    const answers: ((list: string) => void)[] = [];
    fetching = () => new Promise((resolve) => answers.push(resolve));
    refetch(0);
    await vi.advanceTimersByTimeAsync(0);
    refetch(0);
    await vi.advanceTimersByTimeAsync(0);
    answers[1]?.("new");
    await vi.advanceTimersByTimeAsync(0);
    answers[0]?.("old");
    await vi.advanceTimersByTimeAsync(0);

    expect(taken).toEqual(["new"]);
  });

  it("asks again by itself after a failure, unless signed out, and not for a page that was left", async () => {
    fetching = vi.fn(() => Promise.reject(new ApiError(0, "No connection to the server")));
    refetch(0);
    await vi.advanceTimersByTimeAsync(0);
    fetching = vi.fn(async () => "list");
    await vi.advanceTimersByTimeAsync(2000);

    expect(taken).toEqual(["list"]);

    const signedOut = vi.fn(() => Promise.reject(new ApiError(401, "Authentication required")));
    fetching = signedOut;
    refetch(0);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(signedOut).toHaveBeenCalledOnce();

    const late = vi.fn(() => Promise.reject(new ApiError(0, "No connection to the server")));
    fetching = late;
    refetch(0);
    await vi.advanceTimersByTimeAsync(0);
    cleanup();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(late).toHaveBeenCalledOnce();
  });
});
