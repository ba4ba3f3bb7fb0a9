import Link from "next/link";
import { Name } from "#components/ui/name.tsx";
import type { Thread } from "#lib/contract/discussions.ts";
import { LocalTime } from "../ui/local-time";
import { MeToo } from "../ui/me-too";
import { MomentChip } from "../ui/moment";
import { plainText } from "../ui/plain-text";
import { UnreadMark } from "../ui/status-badge";
import { AnnouncementMark } from "./announcement-mark";
import { ThreadStatus } from "./thread-status";

type Props = {
  thread: Thread;
  /** Null where the reader does not vote: staff, and everybody in an archived course. */
  onVote: ((voted: boolean) => void) | null;
};

/** A thread of the class in a list. The whole row leads there, except its button. */
export function ClassRow({ thread, onVote }: Props) {
  const { kind, unread, mine, video_title, video_timestamp_seconds: moment } = thread;
  const isAnnouncement = kind === "announcement";
  return (
    <article className="relative grid grid-cols-[minmax(0,1fr)] gap-1.5 rounded-lg px-3 py-4 hover:bg-muted/60 sm:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="flex min-w-0 items-center gap-2 text-muted-foreground text-sm">
          {isAnnouncement && <AnnouncementMark />}
          {video_title !== null && (
            <span className="truncate">
              <Name>{video_title}</Name>
            </span>
          )}
          {moment !== null && <MomentChip seconds={moment} className="shrink-0" />}
        </p>
        <span className="ms-auto flex items-center gap-3">
          {unread && <UnreadMark />}
          {!isAnnouncement && <ThreadStatus thread={thread} />}
        </span>
      </div>
      <Link
        href={`/discussions/threads/${thread.id}`}
        dir="auto"
        className={`line-clamp-2 rounded-sm leading-snug [overflow-wrap:anywhere] after:absolute after:inset-0 after:rounded-lg ${unread || isAnnouncement ? "font-semibold" : ""}`}
      >
        {unread && <span className="sr-only">Unread: </span>}
        {isAnnouncement ? thread.title : plainText(thread.question_text)}
      </Link>
      {isAnnouncement && (
        <p dir="auto" className="line-clamp-2 text-muted-foreground text-sm [overflow-wrap:anywhere]">
          {plainText(thread.question_text)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="dotted min-w-0 text-muted-foreground text-sm">
          <Asker thread={thread} />
          <LocalTime at={thread.updated_at} as="ago" />
          <AnswerState state={thread.answer_state} />
        </p>
        {!isAnnouncement && (
          <span className="ms-auto">
            <MeToo votes={thread.votes} voted={thread.voted} onVote={mine ? null : onVote} />
          </span>
        )}
      </div>
    </article>
  );
}

function Asker({ thread: { kind, mine, anonymous, student_name } }: { thread: Thread }) {
  if (mine) return <span>{anonymous ? "You, anonymous" : "You"}</span>;
  if (anonymous) return <span>Asked anonymously</span>;
  return (
    <span className="max-w-56 truncate">
      <span className="sr-only">{kind === "announcement" ? "By " : "Asked by "}</span>
      <Name>{student_name}</Name>
    </span>
  );
}

function AnswerState({ state }: { state: Thread["answer_state"] }) {
  if (state === "unanswered") return null;
  return <span>{state === "staff_answered" ? "Answered by the staff" : "Answered by a student"}</span>;
}
