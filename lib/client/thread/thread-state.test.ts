import { describe, expect, it } from "vitest";
import type { Message, ThreadWithMessages } from "#lib/contract/discussions.ts";
import { testMessage, testThread } from "../testing";
import {
  isStale,
  questionMessage,
  replies,
  seenOwnAt,
  type ThreadAction,
  type ThreadState,
  threadReducer,
  threadState,
} from "./thread-state";

const student = "00000000-0000-4000-8000-000000000001";
const lecturer = "00000000-0000-4000-8000-000000000002";

const thread = testThread();

const message = (number: number, over: Partial<Message> = {}): Message =>
  testMessage(number, { ...(number === 1 && { author_user_id: student, author_role: "student" }), ...over });

const page = (version: number, numbers: number[], over: Partial<ThreadWithMessages> = {}): ThreadWithMessages => ({
  ...thread,
  version,
  messages: numbers.map((number) => message(number)),
  ...over,
});
const start = (version = 1, numbers = [1]) => threadState(page(version, numbers));
const after = (state: ThreadState, ...actions: ThreadAction[]) => actions.reduce(threadReducer, state);
const contents = (state: ThreadState) => state.messages.map(({ content }) => content);

describe("messages that arrive", () => {
  it("stand in the order in which they were written, whatever the order of arrival", () => {
    const state = after(
      start(),
      { type: "message", message: message(3), version: 3 },
      { type: "message", message: message(2), version: 2 },
    );
    expect(contents(state)).toEqual(["message 1", "message 2", "message 3"]);
  });

  it("stand there once when they come twice", () => {
    const event: ThreadAction = { type: "message", message: message(2), version: 2 };
    const once = after(start(), event);
    expect(after(once, event)).toEqual(once);
  });

  it("are passed over when older than what is held", () => {
    const state = after(threadState(page(4, [1, 2])), {
      type: "message",
      message: message(2, { content: "before the edit" }),
      version: 2,
    });
    expect(contents(state)).toEqual(["message 1", "message 2"]);
  });

  it("replace the copy that was edited earlier, never the other way round", () => {
    const edited = message(2, { content: "edited", edited_at: "2026-01-01T11:00:00.000Z" });
    const state = after(start(2, [1, 2]), { type: "message", message: edited, version: 3 }, { type: "edited", message: message(2) });
    expect(contents(state)).toEqual(["message 1", "edited"]);
  });

  it("do not come back once removed", () => {
    const state = after(
      start(2, [1, 2]),
      { type: "removed", messageId: message(2).id, version: 3 },
      { type: "edited", message: message(2) },
    );

    expect(contents(state)).toEqual(["message 1"]);
    expect(contents(after(state, { type: "fetched", data: page(3, [1, 2]) }))).toEqual(["message 1"]);
  });
});

describe("versions", () => {
  it("a gap makes it stale until a fetch that is new enough", () => {
    const gapped = after(start(), { type: "message", message: message(4), version: 4 });
    expect(isStale(gapped)).toBe(true);
    expect(contents(gapped)).toEqual(["message 1", "message 4"]);

    const tooOld = after(gapped, { type: "fetched", data: page(3, [1, 2, 3]) });
    expect(isStale(tooOld)).toBe(true);

    const whole = after(tooOld, { type: "fetched", data: page(4, [1, 2, 3, 4]) });
    expect(isStale(whole)).toBe(false);
    expect(contents(whole)).toEqual(["message 1", "message 2", "message 3", "message 4"]);
  });

  it("a join at the same version changes nothing; a join at any other version, even a lower one after a restore, makes the thread stale", () => {
    expect(isStale(after(start(3), { type: "joined", version: 3 }))).toBe(false);
    expect(isStale(after(start(3), { type: "joined", version: 5 }))).toBe(true);
    const restored = after(start(3, [1, 2, 3]), { type: "joined", version: 2 });
    expect(isStale(restored)).toBe(true);
    expect(contents(after(restored, { type: "fetched", data: page(2, [1, 2]) }))).toEqual(["message 1", "message 2"]);
  });

  it("two facts of one version are both taken", () => {
    const removed = after(
      start(2, [1, 2]),
      { type: "removed", messageId: message(2).id, version: 3 },
      { type: "updated", thread: { ...thread, version: 3, status: "resolved" } },
    );

    expect(removed.thread.status).toBe("resolved");
    expect(isStale(removed)).toBe(false);
  });

  it("an older thread does not undo a newer one", () => {
    const resolved = after(start(), { type: "updated", thread: { ...thread, version: 2, status: "resolved" } });
    expect(after(resolved, { type: "answered", thread }).thread.status).toBe("resolved");
  });

  it("a removed thread is gone and asks for nothing more", () => {
    const gone = after(start(), { type: "removed", messageId: undefined, version: 9 });
    expect(gone.ended).toBe("deleted");
    expect(isStale(gone)).toBe(false);
  });
});

describe("sending", () => {
  const own = message(2, { author_user_id: student, author_role: "student", content: "thank you" });
  const sending = () => after(start(), { type: "send", key: "k1", content: "thank you", createdAt: "2026-01-01T10:01:30.000Z" });
  const shown = (state: ThreadState) => [...contents(state), ...state.outgoing.map(({ content }) => content)];
  const event: ThreadAction = { type: "message", message: own, version: 2 };
  const answer: ThreadAction = { type: "sent", key: "k1", message: own };

  it("shows it at once and once, whether event or answer comes first", () => {
    expect(shown(sending())).toEqual(["message 1", "thank you"]);
    for (const order of [[event], [answer], [event, answer], [answer, event], [answer, answer, event, event]]) {
      const state = after(sending(), ...order);
      expect(shown(state)).toEqual(["message 1", "thank you"]);
      expect(state.outgoing).toEqual([]);
    }
  });

  it("shows two of the same text twice", () => {
    const twice = after(sending(), { type: "send", key: "k2", content: "thank you", createdAt: "2026-01-01T10:01:31.000Z" }, event);
    expect(shown(twice)).toEqual(["message 1", "thank you", "thank you"]);
    expect(shown(after(twice, answer))).toEqual(["message 1", "thank you", "thank you"]);
  });

  it("a failed message stays, is sent again with the same key, and is replaced by the stored message if the server has it already", () => {
    const failed = after(sending(), { type: "failed", key: "k1", error: "Offline" });

    expect(failed.outgoing).toMatchObject([{ key: "k1", state: "failed", error: "Offline" }]);
    expect(after(failed, { type: "retry", key: "k1" }).outgoing).toMatchObject([{ key: "k1", state: "sending", error: null }]);
    expect(shown(after(failed, { type: "fetched", data: { ...page(2, [1]), messages: [message(1), own] } }))).toEqual([
      "message 1",
      "thank you",
    ]);
    expect(shown(after(failed, { type: "discard", key: "k1" }))).toEqual(["message 1"]);
  });

  it("takes the same sending up once", () => {
    expect(
      after(sending(), { type: "send", key: "k1", content: "thank you", createdAt: "2026-01-01T10:01:30.000Z" }).outgoing,
    ).toHaveLength(1);
  });

  it("another person's message of the same text confirms nothing", () => {
    const state = after(sending(), { type: "message", message: message(2, { content: "thank you" }), version: 2 });
    expect(state.outgoing).toHaveLength(1);
  });

  it("a student's message reopens, a lecturer's does not", () => {
    const resolved = { ...page(1, [1]), status: "resolved" as const };
    expect(after(threadState(resolved), answer).thread.status).toBe("open");
    expect(after(threadState({ ...resolved, mine: false, my_author_id: lecturer }), answer).thread.status).toBe("resolved");
  });
});

describe("older pages", () => {
  const latest = threadState(page(5, [4, 5], { messages_cursor: "c" }));

  it("come before, and only then the first message is the question", () => {
    expect(questionMessage(latest)).toBeNull();
    expect(replies(latest)).toHaveLength(2);
    const all = after(latest, { type: "older", messages: [message(1), message(2), message(3)], cursor: undefined });
    expect(questionMessage(all)?.content).toBe("message 1");
    expect(replies(all)).toHaveLength(4);
  });

  it("stay through a fetch of the latest", () => {
    const all = after(latest, { type: "older", messages: [message(1), message(2), message(3)], cursor: undefined });
    const again = after(all, { type: "fetched", data: page(6, [5, 6], { messages_cursor: "d" }) });
    expect(contents(again)).toEqual(["message 1", "message 2", "message 3", "message 4", "message 5", "message 6"]);
    expect(again.olderCursor).toBeNull();
  });

  it("that nobody asked for do not come with a fetch, nor by an event", () => {
    const again = after(latest, { type: "fetched", data: page(6, [2, 3, 4, 5, 6], { messages_cursor: "d" }) });
    expect(contents(again)).toEqual(["message 4", "message 5", "message 6"]);
    expect(again.olderCursor).toBe("c");

    const whole = after(latest, { type: "fetched", data: page(6, [1, 2, 3, 4, 5, 6]) });
    expect([contents(whole)[0], whole.olderCursor]).toEqual(["message 4", "c"]);

    const edited = after(latest, { type: "message", message: message(2, { edited_at: message(9).created_at }), version: 6 });
    expect(contents(edited)).toEqual(["message 4", "message 5"]);
    expect(isStale(edited)).toBe(false);
  });

  it("go when there may be a gap below them", () => {
    const far = after(latest, { type: "fetched", data: page(30, [29, 30], { messages_cursor: "f" }) });
    expect(contents(far)).toEqual(["message 29", "message 30"]);
    expect(far.olderCursor).toBe("f");
  });
});

describe("receipts", () => {
  const seen = (at: string): ThreadAction => ({ type: "seen", at: `2026-01-01T${at}:00.000Z` });

  it("the latest counts", () => {
    expect(after(start(), seen("10:42"), seen("10:41")).seenAt).toBe("2026-01-01T10:42:00.000Z");
  });

  it("stand below what one wrote last, until something comes after it", () => {
    expect(seenOwnAt(start())).toBeNull();

    const read = after(start(), seen("10:42"));
    expect(seenOwnAt(read)).toBe("2026-01-01T10:42:00.000Z");
    expect(seenOwnAt(after(read, { type: "message", message: message(43), version: 2 }))).toBeNull();

    const own = message(43, { author_user_id: student, author_role: "student" });
    expect(seenOwnAt(after(read, { type: "message", message: own, version: 2 }))).toBeNull();
    expect(seenOwnAt(after(read, { type: "message", message: own, version: 2 }, seen("10:44")))).toBe("2026-01-01T10:44:00.000Z");
  });
});
