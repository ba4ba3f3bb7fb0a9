import { type Fold, foldId, foldQuestions, type Unfolded } from "#lib/contract/fold-questions.ts";
import type { QueueItem } from "#lib/contract/queue.ts";

/** How many questions of a fold wait and are not here; `isOpen`: there may be more than the server compared. */
type Rest = { beyond: number; isOpen: boolean };

/** A row of the queue: one question, or several that ask the same. */
export type QueueRow = Fold<QueueItem> & Rest;

const lastRows = new WeakMap<QueueItem, QueueRow>();

/** The row as it was when nothing in it has changed, so that pages draw only what has. */
function lasting(row: QueueRow): QueueRow {
  const [first] = row.items;
  if (!first) return row;
  const last = lastRows.get(first);
  const isSame =
    last?.id === row.id &&
    last.isFold === row.isFold &&
    last.beyond === row.beyond &&
    last.isOpen === row.isOpen &&
    last.items.length === row.items.length &&
    last.items.every((item, index) => item === row.items[index]);
  if (isSame) return last;
  lastRows.set(first, row);
  return row;
}

/** By fold of the whole queue, what of it is not among the loaded rows. */
function restsOf(loaded: readonly QueueItem[]): Map<string, Rest> {
  const rests = new Map<string, Rest>();
  const here = new Map<string, number>();
  for (const { fold } of loaded) {
    if (!fold) continue;
    const count = (here.get(fold.id) ?? 0) + 1;
    here.set(fold.id, count);
    // Of pages that disagree the last was asked last.
    rests.set(fold.id, { beyond: Math.max(0, fold.size - count), isOpen: fold.more });
  }
  return rests;
}

const none: Rest = { beyond: 0, isOpen: false };

type FoldOptions = {
  /** What waits on screen, in the order of the queue. */
  items: readonly QueueItem[];
  /** What of the queue was loaded, answered here or not. */
  loaded: readonly QueueItem[];
  apart: ReadonlySet<string>;
  unfolded: (Unfolded & { rest: Rest | null /** As the whole fold was asked for. */ }) | null;
};

/** The rows of the queue. What of a fold is not here counts in the first row that has one of its questions. */
export function foldRows({ items, loaded, apart, unfolded }: FoldOptions): QueueRow[] {
  const rests = restsOf(loaded);
  return foldQuestions(items, apart, unfolded).map((fold) => {
    const [first] = fold.items;
    const whole = fold.items.find((item) => item.fold && !item.claim && !apart.has(item.id))?.fold?.id ?? "";
    const rest = rests.get(whole) ?? none;
    rests.delete(whole);
    if (unfolded?.id === fold.id) return lasting({ ...fold, ...(unfolded.rest ?? rest) });
    const isFold = fold.isFold || rest.beyond > 0;
    return lasting({ ...fold, ...rest, ...(isFold && { id: foldId(first?.id), isFold }) });
  });
}

/** A question in the queue: in which row, and where among all questions, both counted from 0. */
export type QueuePosition = { id: string; at: number; place: number };

/** The questions of the rows, in their order. */
export const positionsOf = (rows: readonly QueueRow[]): QueuePosition[] =>
  rows.flatMap(({ items }, at) => items.map(({ id }) => ({ id, at }))).map((position, place) => ({ ...position, place }));
