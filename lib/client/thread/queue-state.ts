import type { Claim, Queue, QueueItem } from "#lib/contract/discussions.ts";
import { foldRows, type QueueRow, type Unfolded } from "./queue-fold";

type Done = {
  /** The message that was answered. A later one is a follow-up and puts the thread back. */
  messageId: string;
  /** When the server had the answer (ms); null while it is being sent. */
  at: number | null;
};

export type QueueState = {
  queue: Queue;
  /** Threads that were taken off at once, whether or not the server has confirmed it. */
  done: ReadonlyMap<string, Done>;
  /** Who is answering, as was heard since the queue was asked for; `at` in ms. */
  claims: ReadonlyMap<string, { claim: Claim | null; at: number }>;
  /** Questions that stand for themselves: taken out of a fold, or being answered. */
  apart: ReadonlySet<string>;
  unfolded: Unfolded | null;
  /** What is on screen, made of all the above. */
  rows: QueueRow[];
  /** A question, and with it its row. */
  selected: string | null;
};

export type QueueAction =
  /** `startedAt` (ms): the queue includes what was done before. */
  | { type: "fetched"; queue: Queue; startedAt: number }
  | { type: "take"; id: string }
  | { type: "taken"; id: string; at: number }
  | { type: "restore"; id: string }
  | { type: "claimed"; id: string; claim: Claim | null; at: number }
  | { type: "apart"; id: string }
  /** Shows the questions of a row that folds several; null folds them again. */
  | { type: "unfold"; row: QueueRow | null }
  | { type: "select"; id: string | null }
  | { type: "move"; by: 1 | -1 };

export const queueState = (queue: Queue): QueueState => ({
  queue,
  done: new Map(),
  claims: new Map(),
  apart: new Set(),
  unfolded: null,
  rows: foldRows(queue.items, new Set(), null),
  selected: null,
});

/** The questions on screen: those that nobody has answered first, then those that a classmate has, each the longest waiting first. */
export const waitingItems = ({ queue, done, claims }: QueueState): QueueItem[] =>
  queue.items
    .filter((item) => done.get(item.id)?.messageId !== item.latest_message.id)
    .map((item) => {
      const heard = claims.get(item.id);
      return heard ? { ...item, claim: heard.claim } : item;
    });

/** A place in the queue, to be compared with another. */
const placeOf = ({ answer_state, waiting_since }: QueueItem): string => `${answer_state === "student_answered" ? 1 : 0} ${waiting_since}`;

/** How many threads wait, even beyond the rows that were sent. */
export const waitingCount = (state: QueueState): number =>
  Math.max(0, state.queue.stats.waiting - (state.queue.items.length - waitingItems(state).length));

/** How many rows of a fresh queue are new, and were not merely further back than was loaded. */
export function freshCount(before: Queue, after: Queue): number {
  const held = new Set(before.items.map(({ latest_message }) => latest_message.id));
  const end = before.next_cursor === undefined ? undefined : before.items.at(-1);
  const isBehind = (item: QueueItem) => end !== undefined && placeOf(item) > placeOf(end);
  return after.items.filter((item) => !held.has(item.latest_message.id) && !isBehind(item)).length;
}

const holds = (row: QueueRow, id: string | null): boolean => row.items.some((item) => item.id === id);

/** The place of the selected row; -1 when none is. */
export const selectedAt = ({ rows, selected }: Pick<QueueState, "rows" | "selected">): number =>
  rows.findIndex((row) => holds(row, selected));

/** Keeps a row selected: the one in the place of the selected, or the last. */
function reselected(before: QueueState, after: QueueState): QueueState {
  if (after.selected === null || selectedAt(after) >= 0) return after;
  const at = selectedAt({ rows: before.rows, selected: after.selected });
  return { ...after, selected: after.rows[Math.max(0, Math.min(at, after.rows.length - 1))]?.items[0]?.id ?? null };
}

function reduce(state: QueueState, action: QueueAction): QueueState {
  switch (action.type) {
    case "fetched": {
      const done = new Map([...state.done].filter(([, { at }]) => at === null || at >= action.startedAt));
      const claims = new Map([...state.claims].filter(([, { at }]) => at >= action.startedAt));
      return { ...state, queue: action.queue, done, claims };
    }
    case "take": {
      const item = state.queue.items.find(({ id }) => id === action.id);
      return item ? { ...state, done: new Map(state.done).set(item.id, { messageId: item.latest_message.id, at: null }) } : state;
    }
    case "taken": {
      const done = state.done.get(action.id);
      return done ? { ...state, done: new Map(state.done).set(action.id, { ...done, at: action.at }) } : state;
    }
    case "restore":
      return { ...state, done: new Map([...state.done].filter(([id]) => id !== action.id)) };
    case "claimed":
      return { ...state, claims: new Map(state.claims).set(action.id, { claim: action.claim, at: action.at }) };
    case "apart":
      return { ...state, apart: new Set(state.apart).add(action.id) };
    case "unfold":
      return { ...state, unfolded: action.row && { id: action.row.id, ids: new Set(action.row.items.map(({ id }) => id)) } };
    case "select":
      return { ...state, selected: action.id };
    case "move": {
      const { rows } = state;
      const at = selectedAt(state);
      const next = at < 0 ? 0 : Math.max(0, Math.min(at + action.by, rows.length - 1));
      return { ...state, selected: rows[next]?.items[0]?.id ?? null };
    }
  }
}

/** What the rows are made of. */
const sources = ["queue", "done", "claims", "apart", "unfolded"] as const;

/** The queue of staff on screen. A thread answered here is off at once and stays off through older answers; a follow-up puts it back. */
export function queueReducer(state: QueueState, action: QueueAction): QueueState {
  const next = reduce(state, action);
  if (sources.every((source) => next[source] === state[source])) return next;
  return reselected(state, { ...next, rows: foldRows(waitingItems(next), next.apart, next.unfolded) });
}
