"use client";
import { ArrowRight, Check, Reply } from "lucide-react";
import { useRef } from "react";
import type { QueueItem } from "#lib/contract/queue.ts";
import { DraftMark } from "../outbox/draft-mark";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { Name } from "../ui/name";
import { onDemand, useOpened } from "../ui/on-demand";
import { ClaimAct, ClaimWord } from "./claim-part";
import { MomentStill, RowMoment } from "./moment-part";
import { actLinkClass, RowAct, RowActs } from "./row-act";
import { RowFrame, RowProblem, RowReply } from "./row-frame";
import { CodeMark, MomentButton, RowHead, Votes, Where } from "./row-head";
import type { RowProps } from "./row-props";
import { ShortText, summaryOf } from "./row-text";

const parts = onDemand(() => import("./full-text"));

/** A waiting question. Its reply opens below it, with all of its text. */
export function QuestionRow({ item, ...props }: RowProps & { item: QueueItem }) {
  const { row, isSelected, draft, problem, playing, media, acts } = props;
  const frame = useRef<HTMLElement>(null);
  const { lines, ...texts } = summaryOf(item);
  const isPlaying = playing === item.id;
  const isOpen = draft !== null || isPlaying;
  // What failed to load is tried again while the page is idle.
  const opened = useOpened(parts, isOpen, () => undefined);
  const seconds = item.video_timestamp_seconds;
  return (
    <RowFrame label={`Question by ${item.student_name}`} selected={isSelected} onSelect={() => acts.select(row)} frame={frame}>
      <RowHead
        since={item.waiting_since}
        who={
          <>
            <Name className="min-w-0 truncate font-semibold">{item.student_name}</Name>
            {item.video_id !== null && seconds !== null && (
              <MomentButton seconds={seconds} open={isPlaying} onToggle={() => acts.play(isPlaying ? null : item.id)} />
            )}
          </>
        }
        notes={<Notes {...props} item={item} lines={lines} />}
        acts={<Acts {...props} item={item} />}
      >
        {isOpen && opened ? (
          <div className="flex gap-4 max-sm:flex-col max-sm:gap-2">
            <opened.FullText item={item} />
            {!isPlaying && item.video_id !== null && seconds !== null && (
              <MomentStill videoId={item.video_id} seconds={seconds} media={media} onPlay={() => acts.play(item.id)} />
            )}
          </div>
        ) : (
          <ShortText {...texts} />
        )}
        {draft === null && <RowProblem problem={problem} />}
      </RowHead>
      {isPlaying && item.video_id !== null && seconds !== null && (
        <RowMoment
          videoId={item.video_id}
          title={item.video_title ?? ""}
          seconds={seconds}
          media={media}
          onClose={() => {
            acts.play(null);
            frame.current?.focus();
          }}
        />
      )}
      <RowReply
        {...props}
        frame={frame}
        label={`Reply to ${item.student_name}${item.visibility === "class" ? ", in front of the class" : ""}`}
      />
    </RowFrame>
  );
}

type PartProps = RowProps & { item: QueueItem };

/** What colleagues and classmates have to do with a question so far, where it belongs, and how much code it has. */
function Notes({ item, course, showsVideo, draft, lines }: PartProps & { lines: number }) {
  const where = showsVideo ? item.video_title : null;
  return (
    <>
      {/* First: on a phone what has no room on the line is left out, and who will read an answer is not. */}
      {item.visibility === "class" && item.answer_state === "unanswered" && <span>To the class</span>}
      {draft === null && <DraftMark threadId={item.id} />}
      <ClaimWord claim={item.claim} />
      {item.answer_state === "student_answered" && <span className="font-medium text-answered">Answered by a student: endorse?</span>}
      <Votes votes={item.votes} />
      <CodeMark lines={lines} />
      <Where course={course} video={where} />
    </>
  );
}

/** What can be done about a question. */
function Acts({ item, row, isSelected, canEndClaim, draft, acts }: PartProps) {
  return (
    <RowActs>
      {draft === null && <RowAct name="Reply" icon={Reply} isMain={isSelected} isFirst onClick={() => acts.openReply(row)} />}
      <RowAct name="Resolve" icon={Check} onClick={() => acts.resolve(row)} />
      <ClaimAct claim={item.claim} canEnd={canEndClaim} onClaim={() => acts.claim(item.id)} onLetGo={() => acts.letGo(item.id)} />
      <Button asChild size="sm" variant="outline" className={actLinkClass}>
        <Link href={`/discussions/threads/${item.id}`} title="Open" onClick={() => acts.leave(item.id)}>
          <ArrowRight aria-hidden="true" className="rtl:-scale-x-100" />
          <span className="sr-only">Open</span>
        </Link>
      </Button>
    </RowActs>
  );
}
