import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboxPage, Notification, NotificationEvent } from "#lib/contract/notifications.ts";
import { applyEvent, type InboxEvent } from "./apply-event";
import { type InboxState, inboxOf, isMissing } from "./inbox-state";

const epoch = "one";
const time = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 1000).toISOString();
const counts = (unread: number) => ({ unread, unread_threads: unread });

function row(n: number, more: Partial<Notification> = {}, action = "message_added", threadId = "t1"): Notification {
  const payload = { action, threadId, timestamp: time(n) };
  return { id: `n${n}`, type: "thread/discussion", payload, timestamp: time(n), read: false, seq: n, ...more } as Notification;
}
const page = (rows: Notification[], seq: number, unread: number, next_cursor?: string): InboxPage => ({
  notifications: rows,
  counts: counts(unread),
  seq,
  epoch,
  ...(next_cursor && { next_cursor }),
});
const live = (of: Notification, unread: number): InboxEvent => ({
  kind: "notification",
  body: { ...of, epoch, counts: counts(unread) } as NotificationEvent,
});
const read = (seq: number, what: { ids?: string[]; threadId?: string; upToSeq?: number }, unread = 0, isRead = true): InboxEvent => ({
  kind: "read",
  body: { ...what, read: isRead, seq, epoch, counts: counts(unread) },
});
const removed = (seq: number, ids: string[], unread = 0): InboxEvent => ({
  kind: "removed",
  body: { ids, seq, epoch, counts: counts(unread) },
});
const after = (state: InboxState, ...events: InboxEvent[]) => events.reduce(applyEvent, state);
const start = inboxOf(page([], 0, 0));

describe("a live event", () => {
  it("is listed newest first and sets the counts", () => {
    const state = after(start, live(row(1), 1), live(row(2), 2));
    expect(state.order).toEqual(["n2", "n1"]);
    expect(state.counts).toEqual(counts(2));
    expect(isMissing(state)).toBe(false);
  });

  it("changes nothing the second time", () => {
    const state = after(start, live(row(1), 1), read(2, { ids: ["n1"] }));
    expect(after(state, live(row(1), 1))).toBe(state);
    expect(after(state, read(2, { ids: ["n1"] }))).toBe(state);
  });

  it("does not set counts back, nor a row, when it comes late", () => {
    const state = after(start, read(2, { ids: ["n1"] }, 0));
    expect(isMissing(state)).toBe(true);
    const both = after(state, live(row(1), 1));
    expect(both.counts).toEqual(counts(0));
    expect(both.byId.n1?.read).toBe(true);
    expect(isMissing(both)).toBe(false);
  });

  it("that is a receipt is not listed", () => {
    const state = after(start, live(row(1, {}, "thread_read"), 0));
    expect(state.order).toEqual([]);
    expect(state.seq).toBe(1);
  });

  it("of another history starts anew", () => {
    const state = after(start, live(row(5), 1), {
      kind: "notification",
      body: { ...row(2), epoch: "two", counts: counts(7) } as NotificationEvent,
    });
    expect(state).toMatchObject({ epoch: "two", seq: 2, counts: counts(7), order: ["n2"] });
    expect(isMissing(state)).toBe(true);
  });
});

describe("a mark", () => {
  it("of a thread means its rows before it, and no others", () => {
    const state = after(
      start,
      live(row(1), 1),
      live(row(2, {}, "message_added", "t2"), 2),
      read(3, { threadId: "t1" }, 1),
      live(row(4), 2),
    );

    expect(["n1", "n2", "n4"].map((id) => state.byId[id]?.read)).toEqual([true, false, false]);
  });

  it("of everything means rows whose last change is at or below it", () => {
    const state = after(start, live(row(1), 1), live(row(2), 2), live(row(3), 3), read(4, { upToSeq: 2 }, 1));
    expect(["n1", "n2", "n3"].map((id) => state.byId[id]?.read)).toEqual([true, true, false]);
  });

  it("as unread comes through a mark-all that was older", () => {
    const state = after(start, live(row(1), 1), read(3, { ids: ["n1"] }, 1, false), read(4, { upToSeq: 2 }, 1));
    expect(state.byId.n1?.read).toBe(false);
  });

  it("by this page shows at once, with the counts of the answer", () => {
    const at = { counts: counts(0), seq: 2, epoch };
    const state = after(start, live(row(1), 1), { kind: "marked", at, what: { ids: ["n1"], read: true } });
    expect(state.byId.n1).toMatchObject({ read: true, seq: 1 });
    expect(state.counts).toEqual(counts(0));
    expect(after(state, read(2, { ids: ["n1"] })).byId.n1).toMatchObject({ read: true, seq: 2 });
  });
});

describe("a removed row", () => {
  it("does not come back by a late event or page", () => {
    const state = after(start, live(row(1), 1), removed(2, ["n1"]));
    expect(after(state, live(row(1), 1)).order).toEqual([]);
    expect(after(state, { kind: "page", page: page([row(1)], 1, 1) })).toMatchObject({ order: [], seq: 2, counts: counts(0) });
  });

  it("is not kept by a later mark of its whole thread, when a page says that it is gone", () => {
    const state = after(start, live(row(1), 1), read(3, { threadId: "t1" }));
    expect(state.order).toEqual(["n1"]);
    expect(after(state, { kind: "page", page: page([], 2, 0) }).order).toEqual([]);
  });
});

describe("a page", () => {
  it("ends a gap", () => {
    const state = after(start, live(row(3), 3));
    expect(isMissing(state)).toBe(true);
    const whole = after(state, { kind: "page", page: page([row(3), row(2), row(1)], 3, 3) });
    expect(isMissing(whole)).toBe(false);
    expect(whole.order).toEqual(["n3", "n2", "n1"]);
  });

  it("that is older than what was heard keeps what was heard", () => {
    const state = after(start, live(row(1), 1), live(row(2), 2), read(3, { threadId: "t1" }, 0));
    const now = after(state, { kind: "page", page: page([row(1)], 1, 1) });
    expect(now.order).toEqual(["n2", "n1"]);
    expect(Object.values(now.byId).every((one) => one.read)).toBe(true);
    expect(now).toMatchObject({ seq: 3, contiguousSeq: 3, counts: counts(0) });
  });

  it("goes on where the list ends", () => {
    const first = inboxOf(page([row(4), row(3)], 4, 0, "more"));
    const state = after(first, { kind: "older", page: page([row(2), row(1)], 4, 0) });
    expect(state.order).toEqual(["n4", "n3", "n2", "n1"]);
    expect(state.nextCursor).toBeNull();
  });

  it("of a filter is known, not listed", () => {
    const first = inboxOf(page([row(9)], 9, 1, "more"));
    const state = after(first, { kind: "rows", page: page([row(2)], 9, 1) });
    expect(state.order).toEqual(["n9"]);
    expect(state.byId.n2).toBeDefined();
  });
});

/** Simulates a server with one inbox. Every act raises `seq` by one and causes one event. */
function serve(acts: { act: string; pick: number; thread: number }[]) {
  const rows = new Map<string, Notification>();
  const events: InboxEvent[] = [];
  let seq = 0;
  const unread = () => [...rows.values()].filter((one) => !one.read).length;
  const set = (one: Notification, isRead: boolean, at = seq) => rows.set(one.id, { ...one, read: isRead, seq: at });
  for (const { act, pick, thread } of acts) {
    const all = [...rows.values()];
    const chosen = all[pick % Math.max(1, all.length)];
    const head = seq;
    if (act === "add") {
      seq++;
      const one = row(seq, {}, "message_added", `t${thread}`);
      rows.set(one.id, one);
      events.push(live(one, unread()));
    } else if (act === "thread") {
      const meant = all.filter((one) => !one.read && one.type === "thread/discussion" && one.payload.threadId === `t${thread}`);
      if (meant.length === 0) continue;
      seq++;
      for (const one of meant) set(one, true);
      events.push(read(seq, { threadId: `t${thread}` }, unread()));
    } else if (act === "all") {
      const upToSeq = head === 0 ? 0 : pick % (head + 1);
      const meant = all.filter((one) => !one.read && one.seq <= upToSeq);
      if (meant.length === 0) continue;
      seq++;
      for (const one of meant) set(one, true, one.seq);
      events.push(read(seq, { upToSeq }, unread()));
    } else if (chosen && act === "remove") {
      seq++;
      rows.delete(chosen.id);
      events.push(removed(seq, [chosen.id], unread()));
    } else if (chosen && act === "toggle") {
      seq++;
      set(chosen, !chosen.read);
      events.push(read(seq, { ids: [chosen.id] }, unread(), !chosen.read));
    }
  }
  const newest = [...rows.values()].sort((a, b) => (a.timestamp < b.timestamp ? 1 : -1));
  const limit = 5;
  const fresh = page(newest.slice(0, limit), seq, unread(), newest.length > limit ? "more" : undefined);
  return { events, fresh, newest };
}

const acts = fc.array(
  fc.record({ act: fc.constantFrom("add", "add", "add", "thread", "all", "toggle", "remove"), pick: fc.nat(50), thread: fc.nat(2) }),
  { maxLength: 25 },
);
const shown = ({ byId, order, nextCursor, counts, seq, epoch, contiguousSeq: complete, outOfOrder: ahead }: InboxState) => ({
  ...{ byId, order, nextCursor, counts, seq, epoch, complete, ahead },
});

describe("any mix", () => {
  it("of loss, doubling and reordering ends equal to a page that comes after", () => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat()), (done, noise) => {
        const { events, fresh } = serve(done);
        const mixed = events.flatMap((event) => {
          const times = (noise.next().value ?? 0) % 3;
          return Array.from({ length: times }, () => ({ event, at: noise.next().value ?? 0 }));
        });
        mixed.sort((a, b) => a.at - b.at);
        const cut = (noise.next().value ?? 0) % (mixed.length + 1);
        const before = mixed.slice(0, cut).map(({ event }) => event);
        const late = mixed.slice(cut).map(({ event }) => event);
        const state = after(start, ...before, { kind: "page", page: fresh }, ...late);
        expect(shown(state)).toEqual(shown(inboxOf(fresh)));
      }),
      { numRuns: 500 },
    );
  });

  it("of doubling and reordering alone ends equal to the server, and knows that nothing is missing", () => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat()), (done, noise) => {
        const { events, fresh, newest } = serve(done);
        const mixed = [...events, ...events].map((event) => ({ event, at: noise.next().value ?? 0 }));
        mixed.sort((a, b) => a.at - b.at);
        const state = after(start, ...mixed.map(({ event }) => event));
        const brief = (one: Notification | undefined) => ({ id: one?.id, read: one?.read });
        expect(state.order.map((id) => brief(state.byId[id]))).toEqual(newest.map(brief));
        expect(state).toMatchObject({ counts: fresh.counts, seq: fresh.seq, contiguousSeq: fresh.seq, outOfOrder: [] });
      }),
      { numRuns: 500 },
    );
  });

  it("with a page that was true at some time shows nothing that is not so", () => {
    fc.assert(
      fc.property(acts, fc.nat(), fc.infiniteStream(fc.nat()), (done, when, noise) => {
        const { events, fresh, newest } = serve(done);
        const old = serve(done.slice(0, when % (done.length + 1))).fresh;
        const mixed = [...events, ...events, { kind: "page" as const, page: old }].map((event) => ({ event, at: noise.next().value ?? 0 }));
        mixed.sort((a, b) => a.at - b.at);
        const state = after(start, ...mixed.map(({ event }) => event));
        const brief = (one: Notification | undefined) => ({ id: one?.id, read: one?.read });
        expect(state.order.map((id) => brief(state.byId[id]))).toEqual(newest.slice(0, state.order.length).map(brief));
        expect(state).toMatchObject({ counts: fresh.counts, seq: fresh.seq, contiguousSeq: fresh.seq, outOfOrder: [] });
      }),
      { numRuns: 1000 },
    );
  });
});
