import { describe, expect, it } from "vitest";
import type { InboxPage } from "#lib/contract/notifications.ts";
import { applyEvent, type InboxEvent } from "./apply-event";
import { inboxOf } from "./inbox-state";
import { currentFigures, unclearThreads } from "./inbox-threads";

const counts = { unread: 1, unread_threads: 1 };
/** A page that says, at `seq`, that the thread has one unread notification. */
const pageAt = (seq: number): InboxPage => ({
  notifications: [],
  threads: [{ thread_id: "t1", unread: 1, question: "Why?" }],
  counts,
  seq,
  epoch: "one",
});
const markedAll = (upToSeq: number, seq: number): InboxEvent => ({
  kind: "read",
  body: { upToSeq, read: true, seq, epoch: "one", counts: { unread: 0, unread_threads: 0 } },
});
const empty = inboxOf({ ...pageAt(5), threads: [] });

const row = {
  id: "r1",
  type: "thread/discussion",
  payload: { action: "thread_created", threadId: "t1" },
  timestamp: "2026-01-01T00:00:00.000Z",
  read: false,
  seq: 5,
} as InboxPage["notifications"][number];

describe("a row of an answer that comes late", () => {
  it("is read when its thread was, though a sync without it came between", () => {
    const at = { epoch: "one", counts: { unread: 0, unread_threads: 0 } };
    const events: InboxEvent[] = [
      { kind: "read", body: { threadId: "t1", read: true, seq: 6, ...at } },
      // The sync asked only for changes after the mark, so its answer does not name the row.
      { kind: "delta", answer: { mode: "delta", changes: [], seq: 6, ...at } },
      {
        kind: "threads",
        asked: ["t1"],
        answer: { threads: [{ thread_id: "t1", unread: 1, question: "Why?" }], notifications: [row], seq: 5, ...at },
      },
    ];
    const state = events.reduce(applyEvent, inboxOf({ ...pageAt(5), notifications: [row] }));

    expect(state.byId.r1).toMatchObject({ read: true });
  });
});

describe("the number of a thread", () => {
  it("that comes late from before a mark-all is not taken for true", () => {
    const state = [markedAll(9, 10), { kind: "rows", page: pageAt(7) } as InboxEvent].reduce(applyEvent, empty);
    expect(currentFigures(state, "t1")).toBeNull();
  });

  it("of a whole list from before a mark-all is not either, and the server is asked", () => {
    const state = [markedAll(9, 10), { kind: "page", page: pageAt(8) } as InboxEvent].reduce(applyEvent, empty);
    expect(currentFigures(state, "t1")).toBeNull();
    expect(unclearThreads(state)).toContain("t1");
  });

  it("is true again as soon as the server has said it after the mark", () => {
    const state = [markedAll(9, 10), { kind: "rows", page: pageAt(11) } as InboxEvent].reduce(applyEvent, empty);
    expect(currentFigures(state, "t1")).toMatchObject({ unread: 1 });
  });
});
