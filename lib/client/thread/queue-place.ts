import type { Queue, QueueItem } from "#lib/contract/queue.ts";
import { grouped } from "#lib/contract/text.ts";
import { positionsOf, type QueuePosition } from "./queue-fold";
import { queueState } from "./queue-state";
import type { QueueView } from "./queue-view";

/** Where a question stands in the queue. */
export type QueuePlace = {
  /** Null when it is not in the queue any more. */
  here: QueuePosition | null;
  before: QueuePosition | null;
  next: QueuePosition | null;
  /** How many there are: `514`, or `100+` where nobody knows. */
  total: string;
};

type Asked = {
  queue: Queue;
  view: QueueView;
  id: string;
  /** Where it was seen last. What has taken its place comes next when it is gone. */
  lastPlace: number;
  /** Was answered here, whether or not the server has said so. */
  isDone: (item: QueueItem) => boolean;
};

/** Finds a question, and those before and behind it, in the order of the rows on the dashboard. */
export function placeInQueue({ queue, view, id, lastPlace, isDone }: Asked): QueuePlace {
  const items = queue.items.filter((item) => !isDone(item));
  const positions = positionsOf(queueState({ ...queue, items }).rows);
  const here = positions.find((position) => position.id === id) ?? null;
  const place = here?.place ?? Math.min(lastPlace, positions.length);
  const waiting = view.scope === "all" ? queue.stats.waiting - (queue.items.length - items.length) : 0;
  const isOpen = view.scope !== "all" && queue.next_cursor !== undefined;
  return {
    here,
    before: positions[place - 1] ?? null,
    next: positions[here ? place + 1 : place] ?? null,
    total: `${grouped(Math.max(waiting, positions.length))}${isOpen ? "+" : ""}`,
  };
}
