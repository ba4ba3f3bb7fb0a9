import { api } from "#lib/client/api/api.ts";
import { type QueueView, queueApiPath } from "#lib/client/thread/queue-view.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/queue.ts";
import type { Pages } from "../live/pages";
import { usePages } from "../live/use-live-list";
import { queueInvalidatedBy } from "../queue-place/invalidated-by";

/** The rows that are here; `askedAt` (ms): what was done before it is in them. */
export type QueuePages = Pages<QueueItem> & Pick<QueueData, "stats"> & { askedAt: number };

const pagesOf = ({ items, stats, next_cursor }: QueueData, askedAt: number): QueuePages => ({
  items,
  stats,
  cursor: next_cursor ?? null,
  askedAt,
});

export const queueOf = ({ stats, items, cursor }: QueuePages): QueueData => ({
  stats,
  items,
  ...(cursor !== null && { next_cursor: cursor }),
});

async function load(view: QueueView, cursor: string | null): Promise<QueuePages> {
  const askedAt = Date.now();
  return pagesOf(await api<QueueData>("GET", queueApiPath(view, cursor)), askedAt);
}

/** By when an answer that was on its way as one came back has arrived, in ms. */
export const settledMs = 2000;

/** The queue as the server has it. */
export const useQueuePages = (initial: QueueData, view: QueueView) =>
  usePages<QueueItem, QueuePages>({
    queryKey: ["queue", view],
    initial: pagesOf(initial, 0),
    painted: initial,
    backDelayMs: settledMs,
    load: (cursor) => load(view, cursor),
    invalidatedBy: queueInvalidatedBy,
  });
