import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "../testing";
import { flushOutbox } from "./flush";
import { acquire, listItems, putItem, removeItem } from "./outbox";

let answer: () => unknown;
let calls: { path: string; body: unknown }[];
const reply = (key: string) => ({ key, content: `text ${key}`, createdAt: "2026-11-23T12:00:00.000Z" });
const question = { video_id: "v1", lecturer_id: "l1", question_text: "Why is that so?" };

beforeEach(() => {
  localStorage.clear();
  answer = () => ({});
  const wire = fakeFetch(() => answer());
  calls = wire.calls;
  vi.stubGlobal("fetch", wire.fetch);
});
afterEach(() => vi.unstubAllGlobals());

describe("flushOutbox", () => {
  it("sends the replies and questions of this user that no open page looks after", async () => {
    putItem("reply:u1:t1", reply("1"));
    putItem("ask:u1:v1", { key: "2", body: question });
    putItem("reply:u1:t2", reply("3"));
    putItem("reply:u2:t1", reply("4"));
    const leave = acquire("reply:u1:t2");

    expect(await flushOutbox("u1")).toEqual({ sent: 2, refused: [], left: false });
    expect(calls.map(({ path, body }) => [path, body])).toEqual([
      ["/api/discussions/threads/t1/messages", { content: "text 1" }],
      ["/api/discussions/threads", question],
    ]);
    expect(Object.keys(localStorage).sort()).toEqual(["handraise:outbox:reply:u1:t2", "handraise:outbox:reply:u2:t1"]);

    leave();
    expect(await flushOutbox("u1")).toEqual({ sent: 1, refused: [], left: false });
  });

  it("keeps what could not be sent to be tried again, and what was refused for its writer alone", async () => {
    putItem("reply:u1:t1", reply("1"));
    answer = () => {
      throw new TypeError("no network");
    };

    expect(await flushOutbox("u1")).toEqual({ sent: 0, refused: [], left: true });

    answer = () => Response.json({ success: false, error: "Thread not found" }, { status: 404 });
    const refused = [{ box: "reply:u1:t1", key: "1", text: "text 1", problem: "Thread not found" }];
    expect(await flushOutbox("u1")).toEqual({ sent: 0, refused, left: false });
    expect(await flushOutbox("u1")).toEqual({ sent: 0, refused, left: false });
    expect(calls).toHaveLength(2);
    expect(listItems("reply:u1:t1", () => true)).toHaveLength(1);
  });

  it("runs once at a time, and once more for what it had passed by", async () => {
    putItem("reply:u1:t1", reply("1"));
    const leave = acquire("reply:u1:t1");
    putItem("reply:u1:t2", reply("2"));
    const first = flushOutbox("u1");
    leave();

    expect(await Promise.all([first, flushOutbox("u1"), flushOutbox("u1")])).toMatchObject([{ sent: 1 }, { sent: 1 }, { sent: 1 }]);
    expect(calls).toHaveLength(2);
  });

  it("lets what the server cannot take hold up nothing but its own discussion", async () => {
    putItem("reply:u1:t1", reply("1"));
    putItem("reply:u1:t1", reply("2"));
    putItem("reply:u1:t2", reply("3"));
    answer = () => {
      if (calls.length > 1) return {};
      return Response.json({ success: false, error: "Something went wrong on our side" }, { status: 500 });
    };

    expect(await flushOutbox("u1")).toEqual({ sent: 1, refused: [], left: true });
    expect(calls.map(({ body }) => body)).toEqual([{ content: "text 1" }, { content: "text 3" }]);
  });

  it("sends nothing that was given up meanwhile", async () => {
    putItem("reply:u1:t1", reply("1"));
    putItem("reply:u1:t1", reply("2"));
    answer = () => {
      removeItem("reply:u1:t1", "2");
      return {};
    };

    expect(await flushOutbox("u1")).toMatchObject({ sent: 1 });
    expect(calls).toHaveLength(1);
  });
});
