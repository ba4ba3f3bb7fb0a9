"use client";
import Link from "next/link";
import { Name } from "#components/ui/name.tsx";
import type { Thread } from "#lib/contract/discussions.ts";
import { ThreadStatus } from "../thread-list/thread-status";
import { LocalTime } from "../ui/local-time";
import { formatMoment, momentChip, spokenMoment } from "../ui/moment";
import { plainText } from "../ui/plain-text";
import { UnreadMark } from "../ui/status-badge";

/**
 * Questions about a video in the order of the video, those about no moment last. `turnOf` says by which *Show more* each one came: later
 * ones are below, so that no row moves under the pointer.
 */
export const inVideoOrder = (threads: Thread[], turnOf: ReadonlyMap<string, number> = new Map()): Thread[] => {
  const turn = ({ id }: Thread) => turnOf.get(id) ?? 0;
  const place = (thread: Thread) => thread.video_timestamp_seconds ?? Number.POSITIVE_INFINITY;
  const byTime = (a: Thread, b: Thread) => (a.created_at < b.created_at ? -1 : 1);
  return [...threads].sort((a, b) => turn(a) - turn(b) || (place(a) === place(b) ? byTime(a, b) : place(a) - place(b)));
};

type Props = {
  threads: Thread[];
  turnOf: ReadonlyMap<string, number>;
  selected: string[];
  onSeek: (seconds: number) => void;
};

/** The questions beside the player. The moment seeks; the text leads to the discussion. */
export function QuestionRail({ threads, turnOf, selected, onSeek }: Props) {
  return (
    <ol className="grid gap-2">
      {inVideoOrder(threads, turnOf).map((thread) => (
        <li
          key={thread.id}
          id={`question-${thread.id}`}
          data-selected={selected.includes(thread.id) || undefined}
          className="scroll-my-24 rounded-lg border bg-card p-3 transition-colors data-selected:border-accent-strong data-selected:shadow-raised"
        >
          <RailItem thread={thread} onSeek={onSeek} />
        </li>
      ))}
    </ol>
  );
}

/** A question in the rail: its moment, its state and its text. */
export function RailItem({ thread, onSeek }: { thread: Thread; onSeek: (seconds: number) => void }) {
  const unread = thread.unread;
  const moment = thread.video_timestamp_seconds;
  return (
    <>
      <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        {moment !== null && (
          <button type="button" data-printed="" className={`${momentChip} hover:underline h-6`} onClick={() => onSeek(moment)}>
            <span aria-hidden="true">{formatMoment(moment)}</span>
            <span className="sr-only">Go to {spokenMoment(moment)}</span>
          </button>
        )}
        {unread && <UnreadMark />}
        <span className="ms-auto">
          <ThreadStatus thread={thread} />
        </span>
      </div>
      <Link
        href={`/discussions/threads/${thread.id}`}
        dir="auto"
        className={`line-clamp-3 break-words rounded-sm text-sm leading-snug hover:underline ${unread ? "font-semibold" : ""}`}
      >
        {unread && <span className="sr-only">Unread: </span>}
        {thread.title === null ? plainText(thread.question_text) : thread.title}
      </Link>
      <p className="mt-1.5 text-muted-foreground text-xs">
        {!thread.mine && (
          <>
            <Name>{thread.student_name}</Name> ·{" "}
          </>
        )}
        <LocalTime at={thread.created_at} as="ago" />
      </p>
    </>
  );
}
