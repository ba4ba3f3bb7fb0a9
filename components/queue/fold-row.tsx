"use client";
import { ArrowRight, ChevronDown, ChevronUp, ReplyAll, Split } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import type { QueueItem } from "#lib/contract/discussions.ts";
import { Button } from "../ui/button";
import { MomentChip } from "../ui/moment";
import { Name } from "../ui/name";
import { RowAct, RowActs } from "./row-act";
import { RowFrame, RowProblem, RowReply } from "./row-frame";
import { CodeMark, MomentButton, RowHead, Where } from "./row-head";
import { RowMoment } from "./row-moment";
import type { QueueActs, RowProps } from "./row-props";
import { FullText, ShortText, summaryOf } from "./row-text";

/** Several students who ask the same at nearly the same moment. It unfolds to what each wrote, and is answered by one reply to each. */
export function FoldRow({ item: first, ...props }: RowProps & { item: QueueItem }) {
  const { row, course, showsVideo, isSelected, isUnfolded, draft, problem, playing, media, acts } = props;
  const frame = useRef<HTMLElement>(null);
  const { text, lines } = summaryOf(first);
  const seconds = Math.min(...row.items.map((item) => item.video_timestamp_seconds ?? 0));
  const students = `${row.items.length} ${row.items.length === 1 ? "student" : "students"}`;
  const isPlaying = playing !== null && row.items.some(({ id }) => id === playing);
  const isClass = first.visibility === "class";
  return (
    <RowFrame label={`Question by ${students}`} selected={isSelected} onSelect={() => acts.select(row)} frame={frame}>
      <RowHead
        since={first.waiting_since}
        who={
          <>
            <span className="min-w-0 truncate font-semibold">{students} around</span>
            <MomentButton seconds={seconds} around open={isPlaying} onToggle={() => acts.play(isPlaying ? null : first.id)} />
          </>
        }
        notes={
          <>
            {isClass && <span className="shrink-0">To the class</span>}
            <CodeMark lines={lines} />
            <Where course={course} video={showsVideo ? first.video_title : null} />
          </>
        }
        acts={
          <RowActs>
            {draft === null && <RowAct name="Answer all" icon={ReplyAll} isMain={isSelected} isFirst onClick={() => acts.openReply(row)} />}
            <RowAct
              name={isUnfolded ? "Fold" : "Unfold"}
              icon={isUnfolded ? ChevronUp : ChevronDown}
              expanded={isUnfolded}
              onClick={() => acts.toggle(row)}
            />
          </RowActs>
        }
      >
        {!isUnfolded && <ShortText text={text} />}
        {draft === null && <RowProblem problem={problem} />}
      </RowHead>
      {isPlaying && first.video_id !== null && (
        <RowMoment
          videoId={first.video_id}
          title={first.video_title ?? ""}
          seconds={seconds}
          media={media}
          onClose={() => {
            acts.play(null);
            frame.current?.focus();
          }}
        />
      )}
      {isUnfolded && (
        <ol className="mt-1 sm:ms-17 grid grid-cols-[minmax(0,1fr)] divide-y rounded-lg border bg-card" aria-label="Questions folded here">
          {row.items.map((item) => (
            <Folded key={item.id} item={item} acts={acts} onLeave={() => acts.leave(row)} />
          ))}
        </ol>
      )}
      {isUnfolded && (
        <RowReply
          {...props}
          frame={frame}
          label={`Reply to ${students}${isClass ? ", in front of the class" : ""}`}
          sendText={`Send to ${row.items.length}`}
        />
      )}
    </RowFrame>
  );
}

type FoldedProps = { item: QueueItem; acts: QueueActs; onLeave: () => void };

/** One of the folded questions, with all that was written. */
function Folded({ item, acts, onLeave }: FoldedProps) {
  return (
    <li className="min-w-0 px-3 py-2">
      <div className="flex min-w-0 items-center gap-2 text-sm">
        {item.video_timestamp_seconds !== null && <MomentChip seconds={item.video_timestamp_seconds} />}
        <Name className="min-w-0 truncate font-semibold">{item.student_name}</Name>
        <Button type="button" size="sm" variant="ghost" className="ms-auto h-7 px-2" onClick={() => acts.takeOut(item.id)}>
          <Split aria-hidden="true" />
          Take out
          <span className="sr-only">
            : the question by <Name>{item.student_name}</Name>
          </span>
        </Button>
        <Button asChild size="sm" variant="ghost" className="h-7 w-8 px-0">
          <Link href={`/discussions/threads/${item.id}`} title="Open" onClick={onLeave}>
            <ArrowRight aria-hidden="true" className="rtl:-scale-x-100" />
            <span className="sr-only">
              Open the question by <Name>{item.student_name}</Name>
            </span>
          </Link>
        </Button>
      </div>
      <FullText item={item} />
    </li>
  );
}
