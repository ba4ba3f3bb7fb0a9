import { Name } from "#components/ui/name.tsx";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { useInbox } from "../live/realtime-provider";
import { DraftMark } from "../outbox/draft-mark";
import { cn } from "../ui/cn";
import { Facts, VideoFact } from "../ui/facts";
import { LocalTime } from "../ui/local-time";
import { MeToo, othersText } from "../ui/me-too";
import { plainText } from "../ui/plain-text";
import { rowLook } from "../ui/row-look";
import { RowHeading } from "./row-heading";

type Props = {
  thread: Thread;
  /** Null where the reader does not vote: staff, and everybody in an archived course. */
  onVote: ((voted: boolean) => void) | null;
};

/** An announcement has no flag of its own: the inbox knows whether it was read. */
const isUnreadNewsOf = (row: Notification, threadId: string) =>
  row.type === "course/announcement" && !row.read && row.payload.threadId === threadId;

/** A thread of the class in a list. The whole row leads there, except its button. */
export function ClassRow({ thread, onVote }: Props) {
  const { kind, mine, video_title, video_timestamp_seconds: moment } = thread;
  const isAnnouncement = kind === "announcement";
  const canVote = onVote !== null && !mine && !isAnnouncement;
  const isNews = useInbox(({ byId }) => isAnnouncement && Object.values(byId).some((row) => isUnreadNewsOf(row, thread.id)));
  const unread = thread.unread || isNews;
  return (
    <article
      data-marked={unread || undefined}
      className={cn(
        "relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 rounded-lg px-3 py-2 sm:gap-x-4 sm:px-4",
        // The same room in each row, with or without a button, so that states stand below each other.
        onVote ? "sm:grid-cols-[minmax(0,1fr)_8rem]" : "sm:grid-cols-[minmax(0,1fr)]",
        rowLook,
      )}
    >
      <div className="max-sm:contents sm:grid sm:grid-cols-[minmax(0,1fr)] sm:gap-1">
        <RowHeading
          thread={{ ...thread, unread }}
          text={isAnnouncement ? thread.title : plainText(thread.question_text)}
          isStrong={unread}
          className="max-sm:col-span-2"
        />
        {isAnnouncement && (
          <p dir="auto" className="line-clamp-1 max-sm:col-span-2 text-muted-foreground text-sm [overflow-wrap:anywhere]">
            {plainText(thread.question_text)}
          </p>
        )}
        <Facts className="max-w-3xl">
          <DraftMark threadId={thread.id} />
          {video_title !== null && <VideoFact title={video_title} seconds={moment} onPhone="whole" />}
          <Asker thread={thread} />
          <AnswerState state={thread.answer_state} />
          <span>
            <LocalTime at={thread.updated_at} as="ago" />
          </span>
          {!canVote && thread.votes > 0 && <span>{othersText(thread.votes)}</span>}
        </Facts>
      </div>
      {canVote && (
        // On a phone at the end of the last lines, which it does not make higher.
        <div className="justify-self-end max-sm:-my-1.5">
          <MeToo votes={thread.votes} voted={thread.voted} onVote={onVote} />
        </div>
      )}
    </article>
  );
}

function Asker({ thread: { kind, mine, anonymous, student_name } }: { thread: Thread }) {
  if (mine) return <span>{anonymous ? "You, anonymous" : "You"}</span>;
  if (anonymous) return <span>Asked anonymously</span>;
  return (
    <span className="min-w-0 truncate sm:max-w-60">
      <span className="sr-only">{kind === "announcement" ? "By " : "Asked by "}</span>
      <Name>{student_name}</Name>
    </span>
  );
}

function AnswerState({ state }: { state: Thread["answer_state"] }) {
  if (state === "unanswered") return null;
  return <span className="max-sm:hidden">{state === "staff_answered" ? "Answered by the staff" : "Answered by a student"}</span>;
}
