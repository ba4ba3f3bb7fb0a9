"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { selectedAt, waitingCount } from "#lib/client/thread/queue-state.ts";
import { type QueueView, queueHref } from "#lib/client/thread/queue-view.ts";
import type { Queue as QueueData } from "#lib/contract/queue.ts";
import { grouped } from "#lib/contract/text.ts";
import type { Shortcut } from "../ui/key-sheet";
import { lazyPart } from "../ui/lazy-part";
import { ListEnd } from "../ui/list-end";
import { prepareMarkdown } from "../ui/markdown/preview-text";
import { idle, onDemand } from "../ui/on-demand";
import { type BoundKey, PageKeys } from "../ui/page-keys";
import { PaintedPart } from "../ui/painted-part";
import { useNearViewport } from "../ui/use-near";
import { useKeptSelection } from "./kept-selection";
import type { EmptyProps } from "./queue-empty";
import { QueueFigures } from "./queue-figures";
import { QueueHead } from "./queue-head";
import { type QueueCourse, QueueRows } from "./queue-rows";
import type { QueueMedia } from "./row-moment";
import { useQueue } from "./use-queue";
import { useQueueActs } from "./use-queue-acts";
import { useWholeFold } from "./use-whole-fold";

const QueueEmpty = lazyPart<EmptyProps>(async () => ({ default: (await import("./queue-empty")).QueueEmpty }), { isPainted: true });
const emptyCode = onDemand(QueueEmpty.prepare);
const seenRows = onDemand(() => import("./use-seen-rows"));
const Nothing = () => <p className="py-10 text-center text-muted-foreground">Nothing is waiting.</p>;

type Props = {
  initial: QueueData;
  view: QueueView;
  courses: QueueCourse[];
  /** Of the course that is shown, to choose from. */
  videos: { id: string; title: string }[];
  media: QueueMedia;
};

/** How near to the last row that is here the selection may come before more are loaded. */
const reserveRows = 10;

/** The page of staff: the waiting questions of their courses, answered in place with or without the mouse. */
export function Queue({ initial, view, courses, videos, media }: Props) {
  const queue = useQueue(initial, view);
  const { state, dispatch, end, replies, announcement } = queue;
  const { isFoldLoading, foldProblem, addNewToFold } = useWholeFold(state, dispatch);
  const address = queueHref(view);
  const { acts, playing } = useQueueActs(queue, addNewToFold, media, address);
  const help = useState(false);
  const hasMore = state.queue.next_cursor !== undefined;
  const more = hasMore && !end.loading && !end.problem ? end.more : null;
  const select = (id: string) => dispatch({ type: "select", id });
  useKeptSelection({ address, state, more, loading: end.loading, select, refetch: queue.refetch });
  const keys = useQueueKeys(queue, acts);

  // No text changes its height when a row opens after the first pause of the page.
  useEffect(() => void idle().then(prepareMarkdown), []);
  const at = selectedAt(state);
  const goOn = useEffectEvent(() => {
    if (at >= state.rows.length - reserveRows && at >= 0) more?.();
  });
  useEffect(() => goOn(), [at]);
  // What was painted is a screen's worth. The rest comes by itself.
  const rest = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  const seen = seenRows.use();
  useNearViewport(rest, more !== null, end.more);

  const waiting = waitingCount(state);
  const shown = state.rows.reduce((sum, { items }) => sum + items.length, 0);
  const isAll = view.scope === "all";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <QueueFigures stats={state.queue.stats} waiting={waiting} view={view} askedAt={queue.askedAt} />
      <section ref={section} aria-labelledby="queue-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <QueueHead
          {...{ view, courses, videos }}
          count={isAll ? null : `${grouped(shown)}${hasMore ? "+" : ""} of ${grouped(Math.max(waiting, shown))}`}
          onKeys={() => help[1](true)}
        />
        {state.rows.length === 0 && !hasMore ? (
          <PaintedPart code={emptyCode} content={address}>
            <QueueEmpty waiting={null} failed={Nothing} props={{ view, courses: coursesOf(view, courses) }} />
          </PaintedPart>
        ) : (
          <QueueRows
            {...{ state, view, courses, replies, playing, media, acts, isFoldLoading, foldProblem }}
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
        {!hasMore && shown > reserveRows && <p className="py-6 text-center text-muted-foreground text-sm">That’s all.</p>}
      </section>
      {seen && <seen.SeenRows {...{ section, state, view, videos }} list={queue.list} />}
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <PageKeys bound={keys} also={keysOfReplies} help={help} />
    </div>
  );
}

const coursesOf = ({ courseId }: QueueView, courses: QueueCourse[]) => courses.filter(({ id }) => courseId === null || id === courseId);

const keysOfReplies: Shortcut[] = [
  { keys: ["Ctrl+Enter", "⌘Enter"], description: "Send a reply" },
  { keys: ["Ctrl+Shift+Enter"], description: "Send it and go to the next question" },
  { keys: ["Esc"], description: "Close a reply" },
];

/** The keys that work the queue. */
function useQueueKeys({ state, dispatch }: ReturnType<typeof useQueue>, acts: ReturnType<typeof useQueueActs>["acts"]): BoundKey[] {
  const router = useRouter();
  const row = state.rows[selectedAt(state)];
  const open = () => {
    if (!row) return;
    if (row.isFold) return acts.toggle(row);
    acts.leave(row.id);
    router.push(`/discussions/threads/${row.id}`);
  };
  return [
    { keys: ["j"], description: "Next question", run: () => dispatch({ type: "move", by: 1 }) },
    { keys: ["k"], description: "Previous question", run: () => dispatch({ type: "move", by: -1 }) },
    { keys: ["r"], description: "Reply", run: () => row && acts.openReply(row) },
    { keys: ["e"], description: "Resolve", run: () => row && acts.resolve(row) },
    { keys: ["o"], description: "Open the discussion", run: open },
  ];
}
