import type { Counts, InboxPage, Notification } from "#lib/contract/notifications";

/**
 * What this page knows of the inbox. `seq`s are of `epoch`. Rows come and go in any order, so what was told of a row that is not here
 * (yet, or any more) is remembered beside them.
 */
export type InboxState = {
  byId: Readonly<Record<string, Notification>>;
  /** Newest first, by timestamp and then id, without holes down to `nextCursor`. */
  order: readonly string[];
  /** Where the list goes on; null at its end. */
  nextCursor: string | null;
  /** The last row of the page that `nextCursor` goes on after; null before there was one. */
  end: Place | null;
  /** What the server said last of threads. It holds while nothing was heard of the thread above its `seq` (`isCurrent`). */
  threads: Readonly<Record<string, ThreadFacts>>;
  /** The highest `seq` of a change that was heard of a thread. */
  touched: ReadonlyMap<string, number>;
  /** The same of changes that may concern any thread: they name rows that are not here. */
  touchedAny: number;
  /** The `seq` of the latest mark-all that was heard of: what comes late from before it may say otherwise. */
  markedAllAt: number;
  counts: Counts;
  /** The highest `seq` heard of; that of `counts`. */
  seq: number;
  epoch: string;
  /** Every change up to this `seq` was heard, or is contained in a page. */
  complete: number;
  /** The `seq`s heard above `complete`, ascending: while there are any, something is missing between. */
  ahead: readonly number[];
  /** The `seq` of the last page from the top: everything here is at least that new. */
  snapshot: number;
  removed: ReadonlySet<string>;
  /** The last mark told of single rows. */
  marks: ReadonlyMap<string, { read: boolean; seq: number }>;
  /** The last mark of whole threads: their rows changed before this `seq` are read. */
  threadMarks: ReadonlyMap<string, number>;
  /** The highest mark-all: rows whose last change is at or below it are read. */
  readUpTo: number;
};

/** Where a row stands in the list. */
export type Place = Pick<Notification, "timestamp" | "id">;

/** How many notifications of a thread are unread (100: more than 99), and the beginning of its question; true at `seq`. */
export type ThreadFacts = { unread: number; question: string; seq: number };

export const emptyInbox = (epoch: string): InboxState => ({
  byId: {},
  order: [],
  nextCursor: null,
  end: null,
  threads: {},
  touched: new Map(),
  touchedAny: 0,
  markedAllAt: 0,
  counts: { unread: 0, unread_threads: 0 },
  seq: 0,
  epoch,
  complete: 0,
  ahead: [],
  snapshot: 0,
  removed: new Set(),
  marks: new Map(),
  threadMarks: new Map(),
  readUpTo: 0,
});

/** The state right after loading a page from the top. */
export function inboxOf(page: InboxPage): InboxState {
  const { notifications, counts, seq, epoch, next_cursor } = page;
  return {
    ...emptyInbox(epoch),
    byId: Object.fromEntries(notifications.map((row) => [row.id, row])),
    order: notifications.map((row) => row.id),
    nextCursor: next_cursor ?? null,
    end: notifications.at(-1) ?? null,
    threads: factsOf(page),
    counts,
    seq,
    complete: seq,
    snapshot: seq,
  };
}

/** What a page says of threads. */
export const factsOf = ({ threads = [], seq }: Pick<InboxPage, "threads" | "seq">): Record<string, ThreadFacts> =>
  Object.fromEntries(threads.map(({ thread_id, unread, question }) => [thread_id, { unread, question, seq }]));

export const threadOf = (row: Notification): string | null => (row.type === "thread/discussion" ? row.payload.threadId : null);

/** Delivered like a notification, but never listed (docs/contract.md section 5). */
export const isReceipt = (row: Notification): boolean => row.type === "thread/discussion" && row.payload.action === "thread_read";

/** For sorting newest first, as the server does. */
export function newestFirst(a: Place, b: Place): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? 1 : -1;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}

/** Whether the list goes on to that row, but was not loaded so far: it is older than all that was. */
export const isBeyondEnd = ({ nextCursor, end }: InboxState, row: Notification): boolean =>
  nextCursor !== null && end !== null && newestFirst(row, end) > 0;

/** True while a change was heard of, but not the change itself: load the page again if that does not pass. */
export const isMissing = (state: InboxState): boolean => state.complete < state.seq;
