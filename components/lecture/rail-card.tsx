"use client";
import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import type { Thread } from "#lib/contract/discussions.ts";
import { DraftMark } from "../outbox/draft-mark";
import { ThreadStatus } from "../thread-list/thread-status";
import { Facts, givesWay } from "../ui/facts";
import { lazyPart } from "../ui/lazy-part";
import { LocalTime } from "../ui/local-time";
import { formatMoment, momentChip, spokenMoment } from "../ui/moment";
import { plainText } from "../ui/plain-text";
import { UnreadMark } from "../ui/status-badge";
import { useVideoTimes } from "../ui/video-times";
import type { Reader } from "./card-thread";
import { CardWaiting } from "./card-waiting";
import type { CardState } from "./rail-state";

const CardThread = lazyPart<Reader & { threadId: string }>(() => import("./card-thread"));

type Props = CardState & { thread: Thread; foot?: ReactNode };

/** A question in the rail. The moment seeks; the text opens the discussion in its place. */
export const RailCard = memo(function RailCard({ thread, current, selected, open, reader, onSeek, onToggle, foot }: Props) {
  const toggle = useRef<HTMLButtonElement>(null);
  const { id, unread, video_timestamp_seconds: moment } = thread;
  const { durationSeconds: duration } = useVideoTimes();
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open || event.defaultPrevented) return;
    event.preventDefault();
    toggle.current?.focus();
    onToggle(id);
  };
  const text = thread.title ?? plainText(thread.question_text);
  // What is no plain text is below, as it was written.
  const isWhole = open && text === thread.question_text.trim();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is open within it
    <div
      id={`question-${id}`}
      data-selected={selected || undefined}
      data-current={current || undefined}
      data-marked={unread || undefined}
      onKeyDown={close}
      className={look}
    >
      <div className="min-w-0">
        <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          {moment !== null && (
            <button type="button" data-printed="" className={`${momentChip} hover:underline h-6`} onClick={() => onSeek(moment)}>
              <span aria-hidden="true">{formatMoment(moment)}</span>
              <span className="sr-only">Go to {spokenMoment(moment)}</span>
            </button>
          )}
          {moment !== null && duration !== null && moment > duration && (
            <span className="text-muted-foreground text-meta">After the end of this recording</span>
          )}
          {current && <span className="sr-only">At this point in the lecture</span>}
          {unread && <UnreadMark />}
          <span className="ms-auto">
            <ThreadStatus thread={thread} />
          </span>
        </div>
        <button
          ref={toggle}
          type="button"
          data-printed=""
          data-toggle=""
          aria-expanded={open}
          aria-controls={`talk-${id}`}
          onClick={() => onToggle(id)}
          className="group flex w-full min-w-0 items-start gap-2 rounded-sm text-start text-sm leading-snug"
        >
          {/* Outside of the text, whose direction its first letter decides. */}
          {unread && <span className="sr-only">Unread: </span>}
          <span
            dir="auto"
            className={`min-w-0 flex-1 [overflow-wrap:anywhere] group-hover:underline ${isWhole ? "" : open ? "line-clamp-1" : "line-clamp-3"} ${unread || open ? "font-semibold" : ""}`}
          >
            {text}
          </span>
          <ChevronDown
            className={`mt-0.5 size-4 shrink-0 text-muted-foreground transition-transform print:hidden ${open ? "rotate-180" : ""}`}
            aria-hidden="true"
          />
        </button>
        <CardFacts thread={thread} open={open} />
      </div>
      {foot}
      <div id={`talk-${id}`} hidden={!open} className="mt-1 min-w-0 border-t pt-3">
        {open && <CardThread waiting={<CardWaiting />} failed={Failed} props={{ ...reader, threadId: id }} />}
      </div>
    </div>
  );
});

/** Who asked and when, in one line. */
const CardFacts = ({ thread, open }: Pick<Props, "thread" | "open">) => (
  <Facts className="mt-1.5">
    {!thread.mine && (
      <span className={`${givesWay} basis-40`}>
        <Name className="min-w-0 truncate">{thread.student_name}</Name>
      </span>
    )}
    <span>
      <LocalTime at={thread.created_at} as="ago" />
    </span>
    {!open && <DraftMark threadId={thread.id} />}
  </Facts>
);

const look =
  "relative grid min-w-0 scroll-my-6 gap-2 rounded-lg border bg-card p-3 transition-colors before:absolute before:inset-y-2.5 before:-start-px before:w-0.75 before:rounded-full before:bg-transparent data-current:before:bg-accent-strong data-marked:bg-card-marked data-selected:border-accent-strong data-selected:shadow-raised data-selected:ring data-selected:ring-accent-strong";

const Failed = (retry: () => void) => (
  <div role="alert" className="grid justify-items-start gap-2 text-sm">
    Couldn’t load the discussion. Check your connection.
    <Button type="button" size="sm" variant="outline" onClick={retry}>
      Try again
    </Button>
  </div>
);
