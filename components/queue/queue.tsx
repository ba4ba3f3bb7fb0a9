"use client";
import { Keyboard } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { selectedAt, waitingCount } from "#lib/client/thread/queue-state.ts";
import { type QueueView, queueAddressOf } from "#lib/client/thread/queue-view.ts";
import type { Queue as QueueData } from "#lib/contract/queue.ts";
import { ListEnd } from "../ui/list-end";
import { prepareMarkdown } from "../ui/markdown/markdown";
import { useNear } from "../ui/use-near";
import { useKeptSelection } from "./kept-selection";
import { QueueEmpty } from "./queue-empty";
import { QueueFigures } from "./queue-figures";
import { QueueFilters } from "./queue-filters";
import { QueueHelp } from "./queue-help";
import { queueKeyOf } from "./queue-keys";
import { type QueueCourse, QueueRows } from "./queue-rows";
import type { QueueMedia } from "./row-moment";
import { useQueue } from "./use-queue";
import { useQueueActs } from "./use-queue-acts";
import { useWholeFold } from "./use-whole-fold";

type Props = {
  initial: QueueData;
  view: QueueView;
  courses: QueueCourse[];
  /** Of the course that is shown, to choose from. */
  videos: { id: string; title: string }[];
  media: QueueMedia;
};

/** How near to the last row that is here the selection may come before more are loaded. */
const reserve = 10;

/** The page of staff: the waiting questions of their courses, answered in place with or without the mouse. */
export function Queue({ initial, view, courses, videos, media }: Props) {
  const queue = useQueue(initial, view);
  const { state, dispatch, end, replies, said } = queue;
  const { gathering, gatherProblem, joinLate } = useWholeFold(state, dispatch);
  const address = queueAddressOf(view);
  const { acts, playing } = useQueueActs(queue, joinLate, media, address);
  const [help, setHelp] = useState(false);
  const hasMore = state.queue.next_cursor !== undefined;
  const more = hasMore && !end.loading && !end.problem ? end.more : null;
  const select = (id: string) => dispatch({ type: "select", id });
  useKeptSelection({ address, state, more, loading: end.loading, select });
  useQueueKeys(queue, acts, () => setHelp(true));

  // No text changes its height when a row opens.
  useEffect(() => prepareMarkdown(), []);
  const at = selectedAt(state);
  const goOn = useEffectEvent(() => {
    if (at >= state.rows.length - reserve && at >= 0) more?.();
  });
  useEffect(() => goOn(), [at]);
  // What was painted is a screen's worth. The rest of a page comes by itself, and more than that by the button.
  const rest = useRef<HTMLDivElement>(null);
  useNear(rest, more !== null && state.queue.items.length <= initial.items.length, end.more);

  const waiting = waitingCount(state);
  const shown = state.rows.reduce((sum, { items }) => sum + items.length, 0);
  const isAll = view.scope === "all";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <QueueFigures stats={state.queue.stats} waiting={waiting} />
      <section aria-labelledby="queue-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <h2 id="queue-title" className="font-semibold text-lg">
            Waiting for an answer
          </h2>
          {!isAll && (
            <p className="text-muted-foreground text-sm tabular-nums">
              {shown.toLocaleString("en")}
              {hasMore && "+"} of {Math.max(waiting, shown).toLocaleString("en")}
            </p>
          )}
          <QueueFilters view={view} courses={courses} videos={videos} />
          <Button type="button" variant="ghost" size="sm" className="-me-3 pointer-coarse:hidden" onClick={() => setHelp(true)}>
            <Keyboard className="size-4" aria-hidden="true" />
            Shortcuts
          </Button>
        </header>
        {state.rows.length === 0 && !hasMore ? (
          <QueueEmpty scope={view.scope} isFiltered={view.videoId !== null} courses={coursesOf(view, courses)} />
        ) : (
          <QueueRows
            {...{ state, view, courses, replies, playing, media, acts, gathering, gatherProblem }}
            total={isAll ? waiting : null}
          />
        )}
        <div ref={rest} className="-mb-3" />
        <ListEnd
          shown={shown}
          total={isAll ? waiting : null}
          hasMore={hasMore}
          loading={end.loading}
          problem={end.problem}
          onMore={end.more}
        />
        {!hasMore && shown > reserve && (
          <p className="text-center text-muted-foreground text-sm tabular-nums">End of the queue: {shown.toLocaleString("en")} questions</p>
        )}
      </section>
      <p role="status" className="sr-only">
        {said}
      </p>
      <QueueHelp open={help} onOpenChange={setHelp} />
    </div>
  );
}

const coursesOf = ({ courseId }: QueueView, courses: QueueCourse[]) => courses.filter(({ id }) => courseId === null || id === courseId);

/** Works the queue by the keys of `queueKeys`. */
function useQueueKeys(
  { state, dispatch }: ReturnType<typeof useQueue>,
  acts: ReturnType<typeof useQueueActs>["acts"],
  showHelp: () => void,
): void {
  const router = useRouter();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = queueKeyOf(event);
    if (!key) return;
    event.preventDefault();
    const row = state.rows[selectedAt(state)];
    if (key === "j") dispatch({ type: "move", by: 1 });
    else if (key === "k") dispatch({ type: "move", by: -1 });
    else if (key === "?") showHelp();
    else if (!row) return;
    else if (key === "r") acts.openReply(row);
    else if (key === "e") acts.resolve(row);
    else if (row.isFold) acts.toggle(row);
    else {
      acts.leave(row);
      router.push(`/discussions/threads/${row.id}`);
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
