"use client";
import { Keyboard } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { waitingCount, waitingItems } from "#lib/client/thread/queue-state.ts";
import type { Queue as QueueData } from "#lib/contract/discussions.ts";
import { EmptyState } from "../ui/empty-state";
import { ListEnd } from "../ui/list-end";
import { QueueHelp } from "./queue-help";
import { queueKeyOf } from "./queue-keys";
import { QueueRow } from "./queue-row";
import { QueueStats } from "./queue-stats";
import { useQueue } from "./use-queue";

/** The lecturer's page: the waiting questions, the longest first, answered in place with or without the mouse. */
export function Queue({ initial, courses }: { initial: QueueData; courses: Record<string, string> }) {
  const { state, end, select, move, reply, resolve, drafts, setDraft, openReply, problems, said } = useQueue(initial);
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
    <div className="grid gap-6">
      <QueueStats stats={state.queue.stats} waiting={waitingCount(state)} />
      <section aria-labelledby="queue-title" className="grid gap-3">
        <header className="flex items-center gap-2">
          <h2 id="queue-title" className="font-semibold text-lg">
            Waiting for an answer
          </h2>
          <Button type="button" variant="ghost" size="sm" className="ms-auto pointer-coarse:hidden" onClick={() => setHelp(true)}>
            <Keyboard className="size-4" aria-hidden="true" />
            Shortcuts
          </Button>
        </header>
        {rows.length === 0 ? (
          <EmptyState title="All caught up">New questions will appear here, longest wait first.</EmptyState>
        ) : (
          <ol className="grid gap-3" aria-label="Waiting questions, longest wait first">
            {rows.map((item) => (
              <li key={item.id}>
                <QueueRow
                  item={item}
                  course={courses[item.course_id]}
                  selected={state.selected === item.id}
                  draft={drafts[item.id] ?? null}
                  problem={problems[item.id] ?? null}
                  onSelect={() => select(item.id)}
                  onOpen={() => openReply(item.id)}
                  onDraft={(text) => setDraft(item.id, text)}
                  onReply={(text) => void reply(item.id, text)}
                  onResolve={() => resolve(item.id)}
                />
              </li>
            ))}
          </ol>
        )}
        <ListEnd
          shown={rows.length}
          total={waitingCount(state)}
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
