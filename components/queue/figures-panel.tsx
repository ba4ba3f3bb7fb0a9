"use client";
import type { KeyboardEvent } from "react";
import type { QueueView } from "#lib/client/thread/queue-view.ts";
import { nearSeconds } from "#lib/contract/fold-questions.ts";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { ListEnd } from "../ui/list-end";
import { Problem } from "../ui/problem";
import { FiguresTable } from "./figures-table";
import { useFigures } from "./use-figures";

export type FiguresPanelProps = {
  view: QueueView;
  /** When the queue on screen was asked for (ms). */
  askedAt: number;
  onClose: () => void;
};

/** The figures by course and lecture, and where in each lecture most students asked. Escape closes it. */
export function FiguresPanel({ view, askedAt, onClose }: FiguresPanelProps) {
  const { figures, problem, retry, end } = useFigures(view, askedAt);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <section aria-label="Figures by lecture" className="grid gap-3 py-3 *:mx-4 max-sm:[&>table]:mx-0" onKeyDown={closeByKey}>
      <Problem>
        {problem && (
          <span className="flex flex-wrap items-center justify-between gap-2">
            {problem}
            <Button type="button" size="sm" variant="outline" onClick={retry}>
              Try again
            </Button>
          </span>
        )}
      </Problem>
      {figures === null ? (
        problem === null && <Loading />
      ) : figures.items.length === 0 ? (
        <Nothing isFiltered={view.videoId !== null} />
      ) : (
        <>
          <p className="text-muted-foreground text-meta">Waiting is the number right now. All other figures cover the last 30 days.</p>
          <FiguresTable rows={figures.items} />
          <ListEnd
            shown={figures.items.length}
            total={null}
            hasMore={figures.cursor !== null}
            loading={end.loading}
            problem={end.problem}
            onMore={end.more}
          />
          <p className="max-w-[90ch] text-muted-foreground text-meta">
            A question counts as answered when staff reply or endorse a student’s reply. Median is the time to the first answer; Within
            24&nbsp;h leaves out unanswered questions less than a day old. A hot moment is {nearSeconds} seconds in which two or more
            students asked; each anonymous question counts as one student. Lectures without questions are left out.
          </p>
        </>
      )}
    </section>
  );
}

/** The shape of what is on its way. */
const Loading = () => (
  <div className="grid gap-2.5 py-1">
    <span className="sr-only" role="status">
      Loading the figures
    </span>
    {["w-2/5", "w-full", "w-4/5"].map((width) => (
      <span key={width} className={`h-3 animate-pulse rounded-full bg-muted ${width}`} />
    ))}
  </div>
);

/** What to do when nobody has asked. */
const Nothing = ({ isFiltered }: { isFiltered: boolean }) => (
  <div className="grid justify-items-center gap-2 py-4 text-center text-sm">
    <p className="font-semibold">No questions in the last 30 days</p>
    <p className="max-w-[46ch] text-balance text-muted-foreground">
      {isFiltered
        ? "Once students ask about this lecture, its figures appear here."
        : "Students ask beside a lecture while they watch it. Share a course’s link with them to get started."}
    </p>
    {!isFiltered && (
      <Button asChild size="sm" variant="outline">
        <Link href="/courses">Open your courses</Link>
      </Button>
    )}
  </div>
);
