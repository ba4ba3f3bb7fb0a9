import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../api/api";
import { createSendQueue } from "./send-queue";

const away = new ApiError(0, "No connection to the server");
let answer: (key: string) => Promise<void>;
let sent: string[];
let held: string[][];
const line = () => {
  const sender = createSendQueue<{ key: string }>({
    onStart: ({ key }) => sent.push(key),
    send: ({ key }) => {
      return answer(key);
    },
    onStalled: (items) => held.push(items.map(({ key }) => key)),
  });
  return { ...sender, close: sender.start() };
};

beforeEach(() => {
  vi.useFakeTimers();
  answer = async () => {};
  sent = [];
  held = [];
});
afterEach(() => vi.useRealTimers());

describe("a send queue", () => {
  it("sends one after the other, in order, each once", async () => {
    let finish = () => {};
    answer = () => new Promise((resolve) => (finish = resolve));
    const { enqueue } = line();
    for (const key of ["a", "b", "a"]) enqueue({ key });

    expect(sent).toEqual(["a"]);

    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(["a", "b"]);

    finish();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(["a", "b"]);
  });

  it("tries again by itself what could not be sent, and lets nothing overtake it", async () => {
    answer = () => Promise.reject(away);
    const { enqueue } = line();
    enqueue({ key: "a" });
    enqueue({ key: "b" });
    await vi.advanceTimersByTimeAsync(0);

    expect(held).toEqual([["a", "b"]]);

    answer = async () => {};
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent).toEqual(["a", "a", "b"]);
  });

  it("goes on at once when it is told to, and leaves out what was given up", async () => {
    answer = () => Promise.reject(away);
    const { enqueue, cancel, retryNow } = line();
    enqueue({ key: "a" });
    enqueue({ key: "b" });
    await vi.advanceTimersByTimeAsync(0);
    cancel("a");
    answer = async () => {};
    retryNow();
    await vi.advanceTimersByTimeAsync(0);

    expect(sent).toEqual(["a", "b"]);
  });

  it("does not go on by itself for somebody who is signed out, nor after its end", async () => {
    answer = () => Promise.reject(new ApiError(401, "Authentication required"));
    line().enqueue({ key: "a" });
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent).toEqual(["a"]);

    answer = () => Promise.reject(away);
    const { enqueue, close } = line();
    enqueue({ key: "b" });
    await vi.advanceTimersByTimeAsync(0);
    close();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent).toEqual(["a", "b"]);
  });
});
