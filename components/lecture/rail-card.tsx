"use client";
import Link from "next/link";
import { memo, type ReactNode } from "react";
import { Name } from "#components/ui/name.tsx";
import type { Thread } from "#lib/contract/discussions.ts";
import { ThreadStatus } from "../thread-list/thread-status";
import { LocalTime } from "../ui/local-time";
import { formatMoment, momentChip, spokenMoment } from "../ui/moment";
import { plainText } from "../ui/plain-text";
import { UnreadMark } from "../ui/status-badge";

type Props = {
  thread: Thread;
  /** Whether its second was passed last. */
  current: boolean;
  /** Whether its marker is chosen. */
  selected: boolean;
  /** Whether it may be left out while it is far from the screen, in a long list. */
  skippable: boolean;
  onSeek: (seconds: number) => void;
  foot?: ReactNode;
};

/** A question in the rail. The moment seeks; the text leads to the discussion. */
export const RailCard = memo(function RailCard({ thread, current, selected, skippable, onSeek, foot }: Props) {
  const { unread, video_timestamp_seconds: moment } = thread;
  return (
    <li
      id={`question-${thread.id}`}
      data-selected={selected || undefined}
      data-current={current || undefined}
      className={`relative grid min-w-0 scroll-my-6 gap-2 rounded-lg border bg-card p-3 transition-colors before:absolute before:inset-y-2.5 before:-start-px before:w-0.75 before:rounded-full before:bg-transparent data-current:before:bg-accent-strong data-selected:border-accent-strong data-selected:shadow-raised ${skippable ? "[contain-intrinsic-size:auto_7rem] [content-visibility:auto] print:[content-visibility:visible]" : ""}`}
    >
      <div className="min-w-0">
        <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          {moment !== null && (
            <button type="button" data-printed="" className={`${momentChip} hover:underline h-6`} onClick={() => onSeek(moment)}>
              <span aria-hidden="true">{formatMoment(moment)}</span>
              <span className="sr-only">Go to {spokenMoment(moment)}</span>
            </button>
          )}
          {current && <span className="sr-only">At this point of the video</span>}
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
      </div>
      {foot}
    </li>
  );
});
