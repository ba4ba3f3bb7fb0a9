import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { api } from "#lib/client/api/api.ts";
import { loadingProblem } from "#lib/client/api/problems.ts";
import type { QueueView } from "#lib/client/thread/queue-view.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Figures, FiguresRow } from "#lib/contract/queue-figures.ts";
import { appendPage, loadAtLeast, type Pages } from "../live/pages";
import { refetchSoon } from "../live/queries";
import { useMore } from "../live/use-live-list";
import { useQueries } from "../live/use-queries";

/** The rows that are here; `tookMs`: how long the server took for the last answer. */
type FiguresPages = Pages<FiguresRow> & { tookMs: number };

async function load({ courseId, videoId }: QueueView, cursor: string | null, limit: number): Promise<FiguresPages> {
  const query = new URLSearchParams({ limit: `${limit}` });
  if (courseId) query.set("course_id", courseId);
  if (videoId) query.set("video_id", videoId);
  if (cursor !== null) query.set("cursor", cursor);
  const askedAt = performance.now();
  const { items, next_cursor } = await api<Figures>("GET", `/api/discussions/queue/figures?${query}`);
  return { items, cursor: next_cursor ?? null, tookMs: performance.now() - askedAt };
}

/** At the earliest after the queue was asked anew (ms). */
const restMs = 1000;
/** The share of the time in which the server counts, because it looks at every question of a month. */
const countingRatio = 0.1;

/**
 * The figures by course and lecture, asked anew after the queue was, which hears all news.
 * @param queueAskedAt when the rows of the queue that are on screen were asked for (ms)
 */
export function useFigures(view: QueueView, queueAskedAt: number) {
  const client = useQueries();
  const queryKey = ["queue-figures", view.courseId, view.videoId];
  const cachedPages = () => client.getQueryData<FiguresPages>(queryKey);
  const { data, failureReason } = useQuery<FiguresPages>(
    {
      queryKey,
      queryFn: () =>
        loadAtLeast<FiguresRow, FiguresPages>(
          (cursor, limit) => load(view, cursor, limit),
          () => cachedPages()?.items.length ?? 0,
        ),
    },
    client,
  );
  const askAgain = (delay: number) => {
    const query = client.getQueryCache().find({ queryKey });
    if (query) refetchSoon(client, query, delay);
  };
  const follow = useEffectEvent(() => askAgain(Math.max(restMs, (cachedPages()?.tookMs ?? 0) / countingRatio)));
  const begun = useRef(queueAskedAt);
  useEffect(() => {
    if (queueAskedAt !== begun.current) follow();
    begun.current = queueAskedAt;
  }, [queueAskedAt]);
  const end = useMore(async () => {
    const cursor = cachedPages()?.cursor ?? null;
    if (cursor === null) return;
    const page = await load(view, cursor, limits.pageDefault);
    client.setQueryData<FiguresPages>(queryKey, (list) => list && appendPage<FiguresRow, FiguresPages>(list, page, cursor));
  });
  return { figures: data ?? null, problem: failureReason && loadingProblem(failureReason), retry: () => askAgain(0), end };
}
