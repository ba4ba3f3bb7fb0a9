"use client";
import { Code, Play } from "lucide-react";
import type { ReactNode } from "react";
import type { QueueItem } from "#lib/contract/queue.ts";
import { grouped } from "#lib/contract/text.ts";
import { formatSpan, longWaitSeconds } from "../ui/durations";
import { givesWay } from "../ui/facts";
import { useNow } from "../ui/local-time";
import { formatMoment, momentChip, spokenMoment } from "../ui/moment";
import { Name } from "../ui/name";

type Props = {
  since: string;
  /** Who asks. */
  who: ReactNode;
  /** What else there is to say of the row, in few words; null leaves the line out. */
  notes: ReactNode;
  acts: ReactNode;
  /** The question, in two lines. */
  children: ReactNode;
};

/**
 * A row of the queue as a list shows it: one line of who and where, and two of the question. On a phone the notes have a line of their own,
 * and all lines begin at one edge.
 */
export function RowHead({ since, who, notes, acts, children }: Props) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-2 sm:grid-cols-[auto_minmax(0,1fr)_auto] sm:gap-x-3">
      <Age since={since} />
      <div className="contents sm:flex sm:h-7 sm:min-w-0 sm:items-center sm:gap-2">
        <div className="flex h-6 min-w-0 items-center gap-2 text-sm max-sm:col-start-1 max-sm:row-start-1 sm:h-7 sm:max-w-[65%] sm:shrink-0">
          {who}
        </div>
        <div className="dotted row-start-2 min-w-0 items-center whitespace-nowrap text-[0.8125rem] text-muted-foreground empty:hidden max-sm:max-h-4 max-sm:overflow-hidden max-sm:pointer-fine:col-span-3 max-sm:leading-4 sm:h-6 sm:flex-1 sm:overflow-hidden pointer-coarse:col-span-2">
          {notes}
        </div>
      </div>
      {acts}
      <div className="col-span-3 min-w-0 sm:col-span-2 sm:col-start-2">{children}</div>
    </div>
  );
}

/** How long a student has been waiting. Late after a day, shown by word and weight. */
function Age({ since }: { since: string }) {
  const now = useNow();
  const seconds = now === null ? null : Math.max(0, (now - Date.parse(since)) / 1000);
  const isLongWait = seconds !== null && seconds > longWaitSeconds;
  const span = seconds === null ? since.slice(5, 10) : seconds < 60 ? "now" : formatSpan(seconds);
  return (
    <time
      dateTime={since}
      title={span}
      className="inline-flex shrink-0 justify-end whitespace-nowrap text-[0.8125rem] tabular-nums max-sm:col-start-2 max-sm:row-start-1 sm:w-14"
    >
      <span className={isLongWait ? "font-semibold text-foreground" : "text-muted-foreground"}>
        <span className="sr-only">Waiting for </span>
        {/* The larger of its units is enough to compare rows. */}
        {span.split(" ").slice(0, 2).join(" ")}
        {isLongWait && <span className="sr-only">, more than a day</span>}
      </span>
    </time>
  );
}

/** The moment of a question, which plays in place. */
export function MomentButton({
  seconds,
  around = false,
  open,
  onToggle,
}: {
  seconds: number;
  around?: boolean;
  open: boolean;
  onToggle: () => void;
}) {
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className={`${momentChip} h-6 gap-1 hover:underline group-data-selected/row:text-accent-text`}
    >
      <Play className="size-2.5 fill-current" aria-hidden="true" />
      <span aria-hidden="true">{formatMoment(seconds)}</span>
      <span className="sr-only">
        Play {around ? "around" : "at"} {spokenMoment(seconds)}
      </span>
    </button>
  );
}

/** Where a question belongs: what the whole list has in common is left out. It gives way to what is said before it. */
export function Where({ course, video }: { course: string | undefined; video: string | null }) {
  if (course === undefined && video === null) return null;
  return (
    <>
      {course !== undefined && (
        <span className={`${givesWay} basis-36`}>
          <Name className="min-w-0 truncate">{course}</Name>
        </span>
      )}
      {video !== null && (
        <span className={`${givesWay} basis-36`}>
          <Name className="min-w-0 truncate">{video}</Name>
        </span>
      )}
    </>
  );
}

/** That there is code, and how much. */
export function CodeMark({ lines }: { lines: number }) {
  if (lines === 0) return null;
  return (
    <span className="inline-flex items-center gap-1">
      <Code className="size-3.5" aria-hidden="true" />
      code, {lines} {lines === 1 ? "line" : "lines"}
    </span>
  );
}

/** How many classmates have the same question. */
export const Votes = ({ votes }: Pick<QueueItem, "votes">) =>
  votes === 0 ? null : (
    <span className="tabular-nums">
      {grouped(votes)} {votes === 1 ? "other" : "others"}
      <span className="sr-only"> {votes === 1 ? "has" : "have"} this question</span>
    </span>
  );
