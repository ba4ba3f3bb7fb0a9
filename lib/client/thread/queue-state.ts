import type { Claim } from "#lib/contract/discussions.ts";
import type { Unfolded } from "#lib/contract/fold-questions.ts";
import type { Alike, Queue, QueueItem } from "#lib/contract/queue.ts";
import { foldRows, type QueueRow } from "./queue-fold";

type Done = {
  /** The message that was answered. A later one is a follow-up and puts the thread back. */
  messageId: string;
  /** When the server had the answer (ms); null while it is being sent. */
  at: number | null;
  /** It was not among the loaded rows. */
  beyond: boolean;
};

/** The fold that is open. */
export type OpenFold = Unfolded & {
  /** As the server has it; null until it was asked. */
  whole: Alike | null;
  /** How many have asked the same since, and are not here. */
  newCount: number;
};

export type QueueState = {
  queue: Queue;
  /** Threads that were taken off at once, whether or not the server has confirmed it. */
  done: ReadonlyMap<string, Done>;
  /** Who is answering, as was heard since the queue was asked for; `at` in ms. */
  claims: ReadonlyMap<string, { claim: Claim | null; at: number }>;
  /** Questions that stand for themselves: taken out of a fold, or being answered. */
  apart: ReadonlySet<string>;
  unfolded: OpenFold | null;
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
  /** The whole fold that is open. Its questions join what was loaded of it, and later only what `all` asks for. */
  | { type: "foldLoaded"; id: string; whole: Alike; all?: true }
  | { type: "select"; id: string | null }
  | { type: "move"; by: 1 | -1 };

export const queueState = (queue: Queue): QueueState => ({
  queue,
  done: new Map(),
  claims: new Map(),
  apart: new Set(),
  unfolded: null,
  rows: foldRows({ items: queue.items, loaded: queue.items, apart: new Set(), unfolded: null }),
  selected: null,
});

/** The open fold as it was loaded. A queue that is loaded whole knows better. */
const wholeFoldOf = ({ queue, unfolded }: Pick<QueueState, "queue" | "unfolded">): Alike | null =>
  queue.next_cursor === undefined ? null : (unfolded?.whole ?? null);

/** What is loaded of the queue, and what was loaded for the open fold behind it. */
function knownItems(state: QueueState): QueueItem[] {
  const { queue, unfolded, apart } = state;
  const whole = wholeFoldOf(state);
  if (!whole || !unfolded) return queue.items;
  // More than one act reaches: the others are counted in the row that is open, and have none of their own meanwhile.
  const isCounted = ({ id, fold }: QueueItem) =>
    whole.size > whole.items.length && fold?.id === whole.items[0]?.id && !unfolded.ids.has(id) && !apart.has(id);
  const loaded = new Set(queue.items.map(({ id }) => id));
  return [...queue.items.filter((item) => !isCounted(item)), ...whole.items.filter(({ id }) => !loaded.has(id) && unfolded.ids.has(id))];
}

/** The questions on screen: those that nobody has answered first, then those that a classmate has, each the longest waiting first. */
export const waitingItems = (state: QueueState): QueueItem[] =>
  knownItems(state)
    .filter((item) => state.done.get(item.id)?.messageId !== item.latest_message.id)
    .map((item) => {
      const received = state.claims.get(item.id);
      return received ? { ...item, claim: received.claim } : item;
    });

/** A place in the queue, to be compared with another. */
const placeOf = ({ answer_state, waiting_since }: QueueItem): string => `${answer_state === "student_answered" ? 1 : 0} ${waiting_since}`;

/** How many threads wait, even beyond the rows that were sent. */
export function waitingCount({ queue, done }: QueueState): number {
  const loaded = queue.items.filter(({ id, latest_message }) => done.get(id)?.messageId === latest_message.id).length;
  const here = new Set(queue.items.map(({ id }) => id));
  const others = [...done].filter(([id, { beyond }]) => beyond && !here.has(id)).length;
  return Math.max(0, queue.stats.waiting - loaded - others);
}

/** How many rows of a fresh queue are new, and were not merely further back than was loaded. */
export function freshCount(before: Queue, after: Queue): number {
  const knownIds = new Set(before.items.map(({ latest_message }) => latest_message.id));
  const end = before.next_cursor === undefined ? undefined : before.items.at(-1);
  const isBehind = (item: QueueItem) => end !== undefined && placeOf(item) > placeOf(end);
  return after.items.filter((item) => !knownIds.has(item.latest_message.id) && !isBehind(item)).length;
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

const opened = ({ id, items }: QueueRow): OpenFold => ({ id, ids: new Set(items.map((item) => item.id)), whole: null, newCount: 0 });

/** The open fold as the server has it now. Whoever has asked since stays out of it, because what is sent goes to those that were seen. */
function withWholeFold(state: QueueState, { id, whole, all }: Extract<QueueAction, { type: "foldLoaded" }>): QueueState {
  const { unfolded, queue, apart } = state;
  if (unfolded?.id !== id) return state;
  const isFirst = unfolded.whole === null || all === true;
  const ids = isFirst ? new Set([...unfolded.ids, ...whole.items.map((item) => item.id)]) : unfolded.ids;
  const loaded = new Set(queue.items.map((item) => item.id));
  const newCount = whole.items.filter((item) => !ids.has(item.id) && !loaded.has(item.id) && !apart.has(item.id)).length;
  return { ...state, unfolded: { id, ids, whole, newCount } };
}

function reduce(state: QueueState, action: QueueAction): QueueState {
  switch (action.type) {
    case "fetched": {
      const done = new Map([...state.done].filter(([, { at }]) => at === null || at >= action.startedAt));
      const claims = new Map([...state.claims].filter(([, { at }]) => at >= action.startedAt));
      return { ...state, queue: action.queue, done, claims };
    }
    case "take": {
      const item = knownItems(state).find(({ id }) => id === action.id);
      if (!item) return state;
      const beyond = !state.queue.items.includes(item);
      return { ...state, done: new Map(state.done).set(item.id, { messageId: item.latest_message.id, at: null, beyond }) };
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
      return { ...state, unfolded: action.row && opened(action.row) };
    case "foldLoaded":
      return withWholeFold(state, action);
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
  return reselected(state, { ...next, rows: rowsOf(next) });
}

function rowsOf(state: QueueState): QueueRow[] {
  const { queue, apart, unfolded } = state;
  const whole = wholeFoldOf(state);
  const rest = whole ? { beyond: Math.max(0, whole.size - whole.items.length), isOpen: whole.more } : null;
  return foldRows({ items: waitingItems(state), loaded: queue.items, apart, unfolded: unfolded && { ...unfolded, rest } });
}
