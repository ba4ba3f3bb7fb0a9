"use client";
import { CircleAlert, Clock } from "lucide-react";
import { type Ref, useEffect, useRef, useState } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { UnsentActions } from "../outbox/unsent-actions";
import type { Playhead } from "../player/playhead";
import { Link } from "../ui/link";
import { formatMoment, momentChip } from "../ui/moment";
import type { AskDraft, Posting } from "./ask-draft";
import { AskForm, type AskHandle } from "./ask-form";
import { type PendingQuestion, useAskQuestion } from "./use-ask-question";

type Props = {
  userId: string;
  videoId: string;
  lecturerId: string;
  posting: Posting;
  now: () => number | null;
  playhead: Playhead;
  /** To focus the field from elsewhere. */
  field?: Ref<AskHandle>;
  /** Called when one starts to write a question, and when that is over. */
  onWriting?: (begins: boolean) => void;
  onSeek: (seconds: number) => void;
  onAsked: (thread: Thread) => void;
  /** Called when the discussions of the video may have changed in another tab. */
  onStale: () => void;
  /** The present discussions of the video. */
  threads: Thread[];
};

/** The question form with the questions it has sent, which are shown at once with their state. */
export function AskPanel({ userId, videoId, lecturerId, posting, onWriting, onSeek, onAsked, onStale, threads, ...form }: Props) {
  const [latest, setLatest] = useState<Thread | null>(null);
  const took = (thread: Thread) => {
    setLatest(thread);
    onAsked(thread);
  };
  const { draft, changeDraft, problem, asked, ask, edit, isFree, retry, discard } = useAskQuestion({
    userId,
    videoId,
    lecturerId,
    posting,
    onAsked: took,
    onSettledElsewhere: onStale,
  });

  // What became of a question may lie below the edge: of a phone, or of the room beside the video.
  const [unsentList, statusLine] = [useRef<HTMLUListElement>(null), useRef<HTMLParagraphElement>(null)];
  const failed = asked.filter(({ state }) => state !== "sending").length;
  useEffect(() => {
    if (failed > 0) unsentList.current?.lastElementChild?.scrollIntoView?.({ block: "nearest" });
  }, [failed]);
  useEffect(() => {
    if (latest) statusLine.current?.scrollIntoView?.({ block: "nearest" });
  }, [latest]);

  const write = (next: AskDraft) => {
    changeDraft(next);
    const willBeFree = next.text === "" && next.code === "";
    if (willBeFree !== isFree) onWriting?.(!willBeFree);
  };

  return (
    <div className="grid gap-3">
      <div className="rounded-xl border bg-card p-4 print:hidden">
        {posting.open ? (
          <AskForm
            {...{ ...form, draft, problem, posting }}
            onDraft={write}
            onAsk={() => {
              ask();
              onWriting?.(false);
            }}
            onLeave={() => onWriting?.(false)}
          />
        ) : (
          <Closed keeps={!isFree} />
        )}
      </div>
      {asked.length > 0 && (
        <ul ref={unsentList} className="grid gap-2" aria-label="Questions being sent">
          {asked.map((item) => (
            <li key={item.key} className="rounded-lg border border-dashed p-3">
              <PendingQuestionItem
                item={item}
                onRetry={() => retry(item)}
                onEdit={isFree ? () => edit(item) : null}
                onDiscard={() => discard(item.key)}
                onSeek={onSeek}
              />
            </li>
          ))}
        </ul>
      )}
      <p ref={statusLine} role="status" className="text-sm empty:hidden">
        {latest && asked.length === 0 && <LastQuestionStatus asked={latest} now={threads.find(({ id }) => id === latest.id)} />}
      </p>
    </div>
  );
}

/** Instead of the form, whose draft stays in this browser until posting is open again. */
const Closed = ({ keeps }: { keeps: boolean }) => (
  <p className="text-muted-foreground text-sm leading-relaxed">
    {knownTexts.postingClosed}.{keeps && " What you’ve typed is kept in this browser."}
  </p>
);

/** The state of the question that was sent last. Empty once it was read, changed or deleted. Because the list below shows the rest. */
function LastQuestionStatus({ asked, now }: { asked: Thread; now: Thread | undefined }) {
  const untouched = now?.version === asked.version;
  if (!now || (!untouched && !now.unread)) return null;
  return (
    <>
      {untouched ? "Question sent. We’ll notify you when it’s answered." : "Your question has an update."}{" "}
      <Link href={`/discussions/threads/${asked.id}`} className="font-medium underline underline-offset-4">
        Open the discussion
      </Link>
    </>
  );
}

type AskedItemProps = {
  item: PendingQuestion;
  onRetry: () => void;
  /** Null while the form holds another question, which would be lost. */
  onEdit: (() => void) | null;
  onDiscard: () => void;
  onSeek: (seconds: number) => void;
};

function PendingQuestionItem({ item, onRetry, onEdit, onDiscard, onSeek }: AskedItemProps) {
  const { question_text, visibility, anonymous, video_timestamp_seconds: moment } = item.body;
  const failed = item.state !== "sending";
  const isRetrying = item.state === "retrying";
  return (
    <>
      <div className="mb-1.5 flex items-center gap-3 text-meta">
        {moment != null && (
          <button type="button" className={`${momentChip} hover:underline h-6`} onClick={() => onSeek(moment)}>
            {formatMoment(moment)}
          </button>
        )}
        <span className="text-muted-foreground">
          {visibility === "class" ? (anonymous ? "To the class, anonymously" : "To the class") : "Private"}
        </span>
        <span className={`ms-auto inline-flex items-center gap-1 ${failed ? "font-medium text-destructive" : "text-muted-foreground"}`}>
          {failed ? <CircleAlert className="size-3.5" aria-hidden="true" /> : <Clock className="size-3.5" aria-hidden="true" />}
          {failed ? "Not sent" : "Sending"}
        </span>
      </div>
      <p dir="auto" className="line-clamp-2 break-words text-sm leading-snug opacity-80">
        {question_text}
      </p>
      {failed && (
        <div role="alert" className="mt-2 grid gap-2 text-destructive text-sm">
          <p>{item.problem}</p>
          <div className="flex flex-wrap gap-2">
            <UnsentActions isRetrying={isRetrying} onRetry={onRetry} onEdit={onEdit} onDiscard={onDiscard} />
          </div>
        </div>
      )}
    </>
  );
}
