import { useQuery } from "@tanstack/react-query";
import { useEffectEvent, useLayoutEffect, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { placeInQueue, type QueuePlace } from "#lib/client/thread/queue-place.ts";
import { parseQueueView, type QueueView, queueApiPath, queueHref } from "#lib/client/thread/queue-view.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Queue, QueueItem } from "#lib/contract/queue.ts";
import { useQueries } from "../live/use-queries";
import { queueInvalidatedBy } from "./invalidated-by";
import { type KeptPlace, keptPlace } from "./kept-place";
import { isPassedOver } from "./passed-over";

/** How far behind the place where a question was seen last it is looked for. */
const reserveRows = 50;

/**
 * Where a discussion that was opened from the queue stands there now; null when it was opened from elsewhere, or nobody knows yet.
 * @param cameFrom answers the address of the page before this one
 */
export function usePlace(thread: Pick<Thread, "id" | "waiting">, cameFrom: () => string) {
  const { id, waiting } = thread;
  const kept = useKept(id, cameFrom);
  const view = viewOf(kept?.address ?? "");
  const [seen, setSeen] = useState<number | null>(null);
  const lastPlace = seen ?? kept?.place ?? 0;
  const find = (queue: Queue): QueuePlace => {
    const isDone = (item: QueueItem) => (item.id === id ? !waiting : isPassedOver(item));
    return placeInQueue({ queue, view, id, lastPlace, isDone });
  };
  const { data: queue } = useQuery<Queue>(
    {
      queryKey: ["queue-place", id, kept?.address],
      queryFn: () =>
        loadUntil(view, (loaded) => {
          const { here, next } = find(loaded);
          return here ? next !== null : loaded.items.length > lastPlace + reserveRows;
        }),
      enabled: kept !== null,
      meta: { invalidatedBy: queueInvalidatedBy },
    },
    useQueries(),
  );
  const place = queue ? find(queue) : null;
  if (place?.here && place.here.place !== lastPlace) setSeen(place.here.place);
  return { address: kept?.address ?? "", queue: queue ?? null, place };
}

const viewOf = (address: string): QueueView => parseQueueView(Object.fromEntries(new URLSearchParams(address.split("?")[1])));

/** The place that is kept, if the discussion was opened from there. */
function useKept(id: string, cameFrom: () => string): KeptPlace | null {
  const [kept, setKept] = useState<KeptPlace | null>(null);
  const look = useEffectEvent(() => {
    const found = keptPlace();
    const from = cameFrom();
    const isFromThere = from.split("?")[0] === "/dashboard" && queueHref(viewOf(from)) === found?.address;
    setKept(found?.id === id && isFromThere ? found : null);
  });
  // Next has written the address by then.
  useLayoutEffect(() => look(), []);
  return kept;
}

/** Loads the queue from its beginning, as far as it takes. */
async function loadUntil(view: QueueView, isEnough: (queue: Queue) => boolean): Promise<Queue> {
  let queue = await api<Queue>("GET", queueApiPath(view, null));
  while (queue.next_cursor !== undefined && !isEnough(queue)) {
    const { items, next_cursor } = await api<Queue>("GET", queueApiPath(view, queue.next_cursor));
    const knownIds = new Set(queue.items.map((item) => item.id));
    const all = [...queue.items, ...items.filter((item) => !knownIds.has(item.id))];
    queue = { items: all, stats: queue.stats, ...(next_cursor !== undefined && { next_cursor }) };
  }
  return queue;
}
