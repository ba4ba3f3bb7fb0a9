"use client";
import { Keyboard } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { waitingCount, waitingItems } from "#lib/client/thread/queue-state.ts";
import type { QueueScope, QueueView } from "#lib/client/thread/queue-view.ts";
import type { Queue as QueueData, QueueItem } from "#lib/contract/discussions.ts";
import { EmptyState } from "../ui/empty-state";
import { ListEnd } from "../ui/list-end";
import { QueueFilters } from "./queue-filters";
import { QueueHelp } from "./queue-help";
import { queueKeyOf } from "./queue-keys";
import { QueueRow } from "./queue-row";
import { QueueStats } from "./queue-stats";
import { useQueue } from "./use-queue";

/** A course that the reader teaches. `runs`: as a lecturer. */
export type QueueCourse = { id: string; title: string; runs: boolean };

type Props = { initial: QueueData; view: QueueView; courses: QueueCourse[] };

/** The page of staff: the waiting questions of their courses, answered in place with or without the mouse. */
export function Queue({ initial, view, courses }: Props) {
  const queue = useQueue(initial, view);
  const { state, end, move, resolve, openReply, said } = queue;
  const [help, setHelp] = useState(false);
  const router = useRouter();
  const rows = waitingItems(state);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = queueKeyOf(event);
    if (!key) return;
    event.preventDefault();
    const { selected } = state;
    if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "?") setHelp(true);
    else if (selected && key === "r") openReply(selected);
    else if (selected && key === "e") resolve(selected);
    else if (selected && key === "o") router.push(`/discussions/threads/${selected}`);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <QueueStats stats={state.queue.stats} waiting={waitingCount(state)} />
      <section aria-labelledby="queue-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <header className="flex flex-wrap items-center gap-2">
          <h2 id="queue-title" className="font-semibold text-lg">
            Waiting for an answer
          </h2>
          <Button type="button" variant="ghost" size="sm" className="ms-auto pointer-coarse:hidden" onClick={() => setHelp(true)}>
            <Keyboard className="size-4" aria-hidden="true" />
            Shortcuts
          </Button>
        </header>
        <QueueFilters view={view} courses={courses} />
        {rows.length === 0 ? (
          <EmptyState title={sayings[view.scope].title}>{sayings[view.scope].text}</EmptyState>
        ) : (
          <ol className="grid grid-cols-[minmax(0,1fr)] gap-3" aria-label="Waiting questions, longest wait first">
            {rows.map((item) => (
              <li key={item.id}>
                <Row item={item} queue={queue} course={courses.find(({ id }) => id === item.course_id)} />
              </li>
            ))}
          </ol>
        )}
        <ListEnd
          shown={rows.length}
          total={view.scope === "all" ? waitingCount(state) : null}
          hasMore={state.queue.next_cursor !== undefined}
          loading={end.loading}
          problem={end.problem}
          onMore={end.more}
        />
      </section>
      <p role="status" className="sr-only">
        {said}
      </p>
      <QueueHelp open={help} onOpenChange={setHelp} />
    </div>
  );
}

type RowProps = { item: QueueItem; queue: ReturnType<typeof useQueue>; course: QueueCourse | undefined };

function Row({ item, queue, course }: RowProps) {
  const { state, select, reply, resolve, drafts, setDraft, openReply, problems, claim, letGo } = queue;
  return (
    <QueueRow
      item={item}
      course={course?.title}
      mayEndClaim={course?.runs ?? false}
      selected={state.selected === item.id}
      draft={drafts[item.id] ?? null}
      problem={problems[item.id] ?? null}
      onSelect={() => select(item.id)}
      onOpen={() => openReply(item.id)}
      onDraft={(text) => setDraft(item.id, text)}
      onReply={(text) => void reply(item.id, text)}
      onResolve={() => resolve(item.id)}
      onClaim={() => claim(item.id)}
      onLetGo={() => letGo(item.id)}
    />
  );
}

const sayings: Record<QueueScope, { title: string; text: string }> = {
  all: { title: "All caught up", text: "New questions will appear here, longest wait first." },
  unclaimed: { title: "Nothing is unclaimed", text: "Someone on the staff is answering every question that waits." },
  mine: { title: "You’re not answering anything", text: "Press “I’m answering” on a question to keep it here for ten minutes." },
};
