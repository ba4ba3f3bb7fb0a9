import { useQuery } from "@tanstack/react-query";
import { type Dispatch, useEffect, useEffectEvent } from "react";
import { api } from "#lib/client/api/api.ts";
import { loadingProblem } from "#lib/client/api/problems.ts";
import type { QueueAction, QueueState } from "#lib/client/thread/queue-state.ts";
import type { Alike } from "#lib/contract/queue.ts";
import { useQueries } from "../live/use-queries";
import { queueInvalidatedBy } from "../queue-place/invalidated-by";

/**
 * Loads all questions of the fold that is open, those beyond the loaded rows as well, and keeps them true while colleagues answer and
 * students ask. A queue that is loaded whole has nothing beyond.
 */
export function useWholeFold(state: QueueState, dispatch: Dispatch<QueueAction>) {
  const { unfolded, rows, queue } = state;
  const fold = unfolded?.id ?? null;
  const asked = rows.find(({ id }) => id === fold)?.items[0]?.id ?? null;
  const isPart = asked !== null && queue.next_cursor !== undefined;
  const { data, failureReason } = useQuery<Alike>(
    {
      queryKey: ["alike", fold, asked],
      queryFn: () => api<Alike>("GET", `/api/discussions/threads/${asked}/alike`),
      enabled: isPart,
      meta: { invalidatedBy: queueInvalidatedBy },
    },
    useQueries(),
  );
  const take = useEffectEvent((whole: Alike) => {
    // Of one that no longer waits there is nothing to say: the queue that comes next says who stands first.
    if (fold !== null && whole.size > 0) dispatch({ type: "foldLoaded", id: fold, whole });
  });
  useEffect(() => {
    if (data) take(data);
  }, [data]);
  return {
    /** Some of the fold are on their way. */
    isFoldLoading: isPart && unfolded?.whole === null,
    foldProblem: failureReason && loadingProblem(failureReason),
    /** Takes in those that have asked since. */
    addNewToFold: () => {
      if (fold !== null && unfolded?.whole) dispatch({ type: "foldLoaded", id: fold, whole: unfolded.whole, all: true });
    },
  };
}
