import { describe, expect, it, vi } from "vitest";
import { fakeSocket } from "../testing";
import { sendTyping, watchThread } from "./thread-channel";

describe("a watched thread", () => {
  it("is joined at every connection and left at the end", () => {
    const { socket, receive, sent, listeners } = fakeSocket();
    const joined = vi.fn();
    const { stop } = watchThread(socket, "t1", { onJoined: joined });

    expect(sent).toEqual([]);

    receive("connect");
    sent[0]?.ack?.({ ok: true, version: 3 });
    receive("disconnect");
    receive("connect");
    sent[1]?.ack?.({ ok: true, version: 4 });

    expect(joined.mock.calls).toEqual([[3], [4]]);

    stop();
    expect(sent.map(({ event }) => event)).toEqual(["thread:join", "thread:join", "thread:leave"]);
    expect(listeners()).toBe(0);
  });

  it("hears of itself alone, and is left when the last one stops", () => {
    const { socket, receive, sent } = fakeSocket();
    receive("connect");
    const onMessage = vi.fn();
    const onRemoved = vi.fn();
    const { stop: first } = watchThread(socket, "t1", { onMessage, onRemoved });
    const { stop: second } = watchThread(socket, "t1", {});
    receive("thread:message", { message: { thread_id: "t2" }, version: 2 });
    receive("thread:message", { message: { thread_id: "t1" }, version: 2 });
    receive("thread:removed", { threadId: "t1", version: 3 });

    expect(onMessage).toHaveBeenCalledTimes(1);
    expect(onRemoved).toHaveBeenCalledTimes(1);

    second();
    second();
    expect(sent.filter(({ event }) => event === "thread:leave")).toHaveLength(0);

    first();
    expect(sent.filter(({ event }) => event === "thread:leave")).toHaveLength(1);
  });

  it("asks for the version, a while after the server has found that events were lost", async () => {
    vi.useFakeTimers();
    const { socket, receive, sent } = fakeSocket();
    const onJoined = vi.fn();
    const { stop } = watchThread(socket, "t1", { onJoined });
    receive("connect");
    sent[0]?.ack?.({ ok: true, version: 3 });
    await vi.advanceTimersByTimeAsync(5000);
    receive("thread:head", { threadId: "t2", version: 9 });
    receive("thread:head", { threadId: "t1", version: 4 });

    expect(sent).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(2000);
    expect(sent.map(({ event }) => event)).toEqual(["thread:join", "thread:join"]);
    sent[1]?.ack?.({ ok: true, version: 4 });
    expect(onJoined.mock.calls).toEqual([[3], [4]]);

    receive("thread:head", { threadId: "t1", version: 5 });
    stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent.map(({ event }) => event)).toEqual(["thread:join", "thread:join", "thread:leave"]);
  });

  it("asks although it has just joined, unless that answer is as new", async () => {
    vi.useFakeTimers();
    const { socket, receive, sent } = fakeSocket();
    const { stop } = watchThread(socket, "t1", {});
    receive("connect");
    sent[0]?.ack?.({ ok: true, version: 3 });
    vi.spyOn(Math, "random").mockReturnValue(0);
    receive("thread:head", { threadId: "t1", version: 3 });
    await vi.advanceTimersByTimeAsync(500);

    expect(sent).toHaveLength(1);

    receive("thread:head", { threadId: "t1", version: 4 });
    await vi.advanceTimersByTimeAsync(300);
    expect(sent.map(({ event }) => event)).toEqual(["thread:join", "thread:join"]);
    stop();
  });

  it("that does not let us in says so, and is asked again for as long as somebody listens", async () => {
    vi.useFakeTimers();
    const { socket, receive, sent } = fakeSocket();
    const onRefused = vi.fn();
    const onJoined = vi.fn();
    const { stop } = watchThread(socket, "t1", { onRefused, onJoined });
    receive("connect");
    sent[0]?.ack?.({ ok: false, error: "Something went wrong" });

    expect(onRefused).toHaveBeenCalledTimes(1);

    await vi.advanceTimersByTimeAsync(2000);
    sent[1]?.ack?.({ ok: false, error: "Something went wrong" });
    await vi.advanceTimersByTimeAsync(4000);
    sent[2]?.ack?.({ ok: true, version: 3 });

    expect(onRefused).toHaveBeenCalledTimes(2);
    expect(onJoined).toHaveBeenCalledWith(3);

    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(3);

    stop();
    vi.useRealTimers();
  });

  it("that does not let us in twice is asked once, and not after the end", async () => {
    vi.useFakeTimers();
    const { socket, receive, sent } = fakeSocket();
    const { check, stop } = watchThread(socket, "t1", {});
    receive("connect");
    await vi.advanceTimersByTimeAsync(1100);
    check();
    for (const { ack } of [...sent]) ack?.({ ok: false, error: "Something went wrong" });
    stop();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent.map(({ event }) => event)).toEqual(["thread:join", "thread:join", "thread:leave"]);

    vi.useRealTimers();
  });

  it("can be checked, which asks for its version unless that was asked for just now", async () => {
    vi.useFakeTimers();
    const { socket, receive, sent } = fakeSocket();
    const { check, stop } = watchThread(socket, "t1", {});
    check();
    receive("connect");
    check();

    expect(sent).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(1100);
    check();
    expect(sent.map(({ event }) => event)).toEqual(["thread:join", "thread:join"]);

    stop();
    vi.useRealTimers();
  });

  it("is told of typing now and then, while connected", () => {
    const { socket, receive, sent } = fakeSocket();
    sendTyping(socket, "t1");
    receive("connect");
    sendTyping(socket, "t1");
    sendTyping(socket, "t1");
    sendTyping(socket, "t2");

    expect(sent.map(({ body }) => body)).toEqual([{ threadId: "t1" }, { threadId: "t2" }]);
  });
});
