"use client";
import { Check, Reply } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import type { QueueItem } from "#lib/contract/discussions.ts";
import { Composer } from "../composer/composer";
import { useUser } from "../live/realtime-provider";
import { CodeBlock } from "../ui/code/code-block";
import { formatSpan, lateAfterSeconds } from "../ui/durations";
import { useNow } from "../ui/local-time";
import { Markdown } from "../ui/markdown/markdown";
import { MomentChip } from "../ui/moment";
import { plainText } from "../ui/plain-text";
import { type VideoTimes, VideoTimesProvider } from "../ui/video-times";
import { ClaimPart } from "./claim-part";

type Props = {
  item: QueueItem;
  course: string | undefined;
  /** The reader may end a colleague's claim. */
  mayEndClaim: boolean;
  selected: boolean;
  /** The draft of the reply; null while the reply is not open. */
  draft: string | null;
  /** What went wrong with the last try. */
  problem: string | null;
  onSelect: () => void;
  /** Opens the reply below the question. */
  onOpen: () => void;
  onDraft: (text: string | null) => void;
  onReply: (text: string) => void;
  onResolve: () => void;
  /** Says that the reader is answering, or that nobody is any more. */
  onClaim: () => void;
  onLetGo: () => void;
};

/** A waiting question, with the reply below it. */
export function QueueRow(props: Props) {
  const { item, course, selected, draft, problem, onSelect, onDraft, onReply } = props;
  const row = useRef<HTMLElement>(null);
  const times = useMemo<VideoTimes>(() => ({ videoId: item.video_id, durationSeconds: null, seek: null, now: null }), [item.video_id]);
  const followUp = item.latest_message.created_at !== item.created_at;
  useEffect(() => {
    if (!selected || row.current?.contains(document.activeElement)) return;
    row.current?.focus({ preventScroll: true });
    row.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  const close = () => {
    onDraft(null);
    row.current?.focus();
  };
  return (
    <article
      ref={row}
      tabIndex={-1}
      aria-label={`Question by ${item.student_name}`}
      aria-current={selected || undefined}
      onFocus={onSelect}
      className="scroll-my-24 rounded-xl border bg-card p-4 aria-[current]:border-accent-strong aria-[current]:shadow-sm sm:p-5"
    >
      <RowHead item={item} course={course} />
      <RowNotes item={item} />
      {followUp && (
        <p dir="auto" className="mb-2 line-clamp-2 border-s-2 ps-3 text-muted-foreground text-sm">
          {plainText(item.question_text)}
        </p>
      )}
      <VideoTimesProvider value={times}>
        <Markdown text={item.latest_message.content} scope={item.latest_message.id} />
      </VideoTimesProvider>
      {item.code_snippet && !followUp && (
        <div className="mt-3">
          <CodeBlock code={item.code_snippet} />
        </div>
      )}
      {draft === null ? (
        <RowFoot {...props} />
      ) : (
        <div className="mt-4">
          <Composer
            text={draft}
            onText={onDraft}
            onSend={onReply}
            refused={problem}
            autoFocus
            label={`Reply to ${item.student_name}${item.visibility === "class" ? ", in front of the class" : ""}`}
            onEscape={close}
          />
        </div>
      )}
    </article>
  );
}

/** What can be done about a question. */
function RowFoot({ item, problem, mayEndClaim, onOpen, onResolve, onClaim, onLetGo }: Props) {
  const { id: me } = useUser();
  return (
    <footer className="mt-4 flex flex-wrap items-center gap-2">
      <Button type="button" size="sm" onClick={onOpen}>
        <Reply className="size-4" aria-hidden="true" />
        Reply
      </Button>
      <Button type="button" size="sm" variant="outline" onClick={onResolve}>
        <Check className="size-4" aria-hidden="true" />
        Resolve
      </Button>
      <ClaimPart claim={item.claim ?? null} me={me} mayEnd={mayEndClaim} onClaim={onClaim} onLetGo={onLetGo} />
      <Button asChild size="sm" variant="ghost">
        <Link href={`/discussions/threads/${item.id}`}>Open</Link>
      </Button>
      {problem && (
        <p role="alert" className="text-destructive text-sm">
          {problem}
        </p>
      )}
    </footer>
  );
}

/** What colleagues and classmates have to do with a question so far. */
function RowNotes({ item }: { item: QueueItem }) {
  if (item.visibility === "private") return null;
  const isAnswered = item.answer_state === "student_answered";
  return (
    <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-sm">
      <span>To the class</span>
      {item.votes > 0 && (
        <span className="tabular-nums">
          {item.votes.toLocaleString("en")} {item.votes === 1 ? "other has" : "others have"} this question
        </span>
      )}
      {isAnswered && (
        <Link href={`/discussions/threads/${item.id}`} className="font-medium text-accent-text underline underline-offset-4">
          Answered by a student: endorse?
        </Link>
      )}
    </p>
  );
}

/** Who waits, how long, and about what. */
function RowHead({ item, course }: { item: QueueItem; course: string | undefined }) {
  return (
    <header className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <Age since={item.waiting_since} />
      <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">
        <Name>{item.student_name}</Name>
      </span>
      <span className="min-w-0 text-muted-foreground [overflow-wrap:anywhere]">
        {course && (
          <>
            <Name>{course}</Name> ·{" "}
          </>
        )}
        {item.video_id !== null && (
          <Link
            href={`/videos/${item.video_id}${item.video_timestamp_seconds === null ? "" : `?t=${item.video_timestamp_seconds}`}`}
            className="hover:underline"
          >
            <Name>{item.video_title}</Name>
          </Link>
        )}
      </span>
      {item.video_timestamp_seconds !== null && <MomentChip seconds={item.video_timestamp_seconds} />}
    </header>
  );
}

/** How long the student has been waiting. Late after a day, shown by word and colour. */
function Age({ since }: { since: string }) {
  const now = useNow();
  const seconds = now === null ? null : (now - Date.parse(since)) / 1000;
  const late = seconds !== null && seconds > lateAfterSeconds;
  return (
    <time
      dateTime={since}
      className={`inline-flex min-w-16 items-center justify-center rounded-full px-2 py-0.5 font-medium text-xs tabular-nums ${late ? "bg-accent-soft text-accent-text" : "bg-muted text-muted-foreground"}`}
    >
      <span className="sr-only">Waiting for </span>
      {seconds === null ? since.slice(0, 10) : formatSpan(seconds < 60 ? 0 : seconds).replace(/^0 s$/, "now")}
      {late && <span className="sr-only">, more than a day</span>}
    </time>
  );
}
