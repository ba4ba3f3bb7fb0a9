"use client";
import { ChevronDown, ChevronUp, ReplyAll } from "lucide-react";
import { useRef } from "react";
import type { QueueItem } from "#lib/contract/queue.ts";
import { grouped } from "#lib/contract/text.ts";
import { onDemand, useOpened } from "../ui/on-demand";
import { RowMoment } from "./moment-part";
import { RowAct, RowActs } from "./row-act";
import { RowFrame, RowProblem, RowReply } from "./row-frame";
import { CodeMark, MomentButton, RowHead, Where } from "./row-head";
import type { RowProps } from "./row-props";
import { ShortText, summaryOf } from "./row-text";

const parts = onDemand(() => import("./folded-questions"));

/** Several students who ask the same at nearly the same moment. It unfolds to what each wrote, and is answered by one reply to each. */
export function FoldRow({ item: first, ...props }: RowProps & { item: QueueItem }) {
  const { row, course, showsVideo, isSelected, isUnfolded, draft, problem, playing, media, acts } = props;
  const frame = useRef<HTMLElement>(null);
  // What failed to load is tried again while the page is idle.
  const opened = useOpened(parts, isUnfolded, () => undefined);
  const { lines, ...texts } = summaryOf(first);
  const seconds = Math.min(...row.items.map((item) => item.video_timestamp_seconds ?? 0));
  const students = studentsOf(row.items.length + row.beyond, row.isOpen);
  const answered = studentsOf(row.items.length, false);
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
            {isClass && <span>To the class</span>}
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
        {!isUnfolded && <ShortText {...texts} />}
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
      {isUnfolded && opened && <opened.FoldedQuestions row={row} foldStatus={props.foldStatus} acts={acts} />}
      {isUnfolded && !opened && <p className="py-2 text-[0.8125rem] text-muted-foreground sm:ms-17">Loading the questions…</p>}
      {isUnfolded && (
        <RowReply
          {...props}
          frame={frame}
          label={`Reply to ${answered}${isClass ? ", in front of the class" : ""}`}
          sendText={`Send to ${grouped(row.items.length)}`}
        />
      )}
    </RowFrame>
  );
}

const studentsOf = (count: number, isOpen: boolean) =>
  `${grouped(count)}${isOpen ? "+" : ""} ${count === 1 && !isOpen ? "student" : "students"}`;
