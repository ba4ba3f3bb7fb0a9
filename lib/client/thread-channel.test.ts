import { describe, expect, it, vi } from "vitest";
import { fakeSocket } from "./testing";
import { sendTyping, watchThread } from "./thread-channel";

describe("a watched thread", () => {
  it("is joined at every connection and left at the end", () => {
    const { socket, receive, sent, listeners } = fakeSocket();
    const joined = vi.fn();
    const stop = watchThread(socket, "t1", { onJoined: joined });
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
    const first = watchThread(socket, "t1", { onMessage, onRemoved });
    const second = watchThread(socket, "t1", {});
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
