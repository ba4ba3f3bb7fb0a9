import type { Counts, InboxPage, Notification } from "#lib/contract/notifications.ts";

/**
 * What this page knows of the inbox. Every `seq` belongs to `epoch`. Rows arrive in any order, so marks of rows that are not here are
 * remembered beside them.
 */
export type InboxState = {
  byId: Readonly<Record<string, Notification>>;
  /** Newest first, by timestamp and then id, without holes down to `nextCursor`. */
  order: readonly string[];
  /** Where the list goes on; null at its end. */
  nextCursor: string | null;
  /** The last row of the page that `nextCursor` goes on after; null before there was one. */
  end: RowPosition | null;
  /** The server's last figures for threads. They are current until the thread has a later `touched` (`currentFigures`). */
  threads: Readonly<Record<string, ThreadFigures>>;
  /** The highest `seq` of a change heard for each thread. */
  touched: ReadonlyMap<string, number>;
  /** The same for changes that may concern any thread, because they name rows that are not here. */
  touchedAny: number;
  /** The `seq` of the latest mark-all. Answers from before it may contradict it. */
  markedAllAt: number;
  counts: Counts;
  /** The highest `seq` heard, to which `counts` belongs. */
  seq: number;
  epoch: string;
  /** Every change up to this `seq` was heard, or is contained in a page. */
  contiguousSeq: number;
  /** The `seq`s heard above `contiguousSeq`, ascending. While there are any, something between is missing. */
  outOfOrder: readonly number[];
  /** The `seq` of the last page from the top: everything here is at least as new. */
  snapshot: number;
  removed: ReadonlySet<string>;
  /** The last mark of single rows. */
  marks: ReadonlyMap<string, { read: boolean; seq: number }>;
  /** The last mark of whole threads: rows that changed before this `seq` are read. */
  threadMarks: ReadonlyMap<string, number>;
  /** The highest mark-all: rows whose last change is at or below it are read. */
  readUpTo: number;
};

/** The place of a row in the list. */
export type RowPosition = Pick<Notification, "timestamp" | "id">;

/** A thread's unread notifications (100: more than 99), and the beginning of its question; true at `seq`. */
export type ThreadFigures = { unread: number; question: string; seq: number };

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
  contiguousSeq: 0,
  outOfOrder: [],
  snapshot: 0,
  removed: new Set(),
  marks: new Map(),
  threadMarks: new Map(),
  readUpTo: 0,
});

/** The state after loading a page from the top. */
export function inboxOf(page: InboxPage): InboxState {
  const { notifications, counts, seq, epoch, next_cursor } = page;
  return {
    ...emptyInbox(epoch),
    byId: Object.fromEntries(notifications.map((row) => [row.id, row])),
    order: notifications.map((row) => row.id),
    nextCursor: next_cursor ?? null,
    end: notifications.at(-1) ?? null,
    threads: figuresOf(page),
    counts,
    seq,
    contiguousSeq: seq,
    snapshot: seq,
  };
}

/** A page's figures for threads. */
export const figuresOf = ({ threads = [], seq }: Pick<InboxPage, "threads" | "seq">): Record<string, ThreadFigures> =>
  Object.fromEntries(threads.map(({ thread_id, unread, question }) => [thread_id, { unread, question, seq }]));

export const threadOf = (row: Notification): string | null => (row.type === "thread/discussion" ? row.payload.threadId : null);

/** For sorting newest first, as the server does. */
export function newestFirst(a: RowPosition, b: RowPosition): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? 1 : -1;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}

/** Whether the list reaches that row only further back than it was loaded. */
export const isBeyondEnd = ({ nextCursor, end }: InboxState, row: Notification): boolean =>
  nextCursor !== null && end !== null && newestFirst(row, end) > 0;

/** Whether changes up to `seq` have not arrived. If that lasts, load the page again. */
export const isMissing = (state: InboxState): boolean => state.contiguousSeq < state.seq;
