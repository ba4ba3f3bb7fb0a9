import { Name } from "#components/ui/name.tsx";
import type { Message, Thread } from "#lib/contract/discussions.ts";
import { DraftMark } from "../outbox/draft-mark";
import { Facts, givesWay, VideoFact } from "../ui/facts";
import { LocalTime } from "../ui/local-time";
import { firstLine, plainText } from "../ui/plain-text";
import { rowLook } from "../ui/row-look";
import { RowHeading } from "./row-heading";

type Props = { thread: Thread /** What is new in it. It leads then, and the question follows. */; latestMessage?: Message | undefined };

/** One discussion in a list: what it is called, and in one line where, by whom and when. The whole row leads there. */
export function ThreadRow({ thread, latestMessage }: Props) {
  const { unread } = thread;
  const title = thread.title ?? plainText(thread.question_text);
  return (
    <article
      data-marked={unread || undefined}
      className={`relative grid grid-cols-[minmax(0,1fr)] gap-1 rounded-lg px-3 py-2 sm:px-4 ${rowLook}`}
    >
      <RowHeading thread={thread} text={latestMessage ? excerptOf(thread, latestMessage) : title} isStrong={unread} />
      <Facts className="max-w-3xl">
        <DraftMark threadId={thread.id} />
        {thread.video_title !== null && (
          <VideoFact
            title={thread.video_title}
            seconds={thread.video_timestamp_seconds}
            onPhone={latestMessage ? "left-out" : "gives-way"}
          />
        )}
        {latestMessage ? (
          <span className={`${givesWay} basis-40`}>
            <Name className="min-w-0 truncate">{title}</Name>
          </span>
        ) : (
          <Asked thread={thread} />
        )}
        {!thread.mine && thread.visibility === "class" && <span className="max-sm:hidden">To the class</span>}
        <span>
          <LocalTime at={thread.updated_at} as="ago" />
        </span>
      </Facts>
    </article>
  );
}

/** Who wrote, and how it begins. */
const excerptOf = ({ kind }: Thread, { author_name, author_role, content }: Message): string =>
  `${author_name} ${kind === "announcement" || author_role === "student" ? "wrote" : "answered"}: ${firstLine(content)}`;

/** Who asked, or whom. A long name is cut before it takes a line of its own. */
function Asked({ thread }: { thread: Thread }) {
  const isAnnouncement = thread.kind === "announcement";
  return (
    <span className="min-w-0 max-w-max grow basis-36 truncate">
      {!thread.mine ? (
        <>
          <span className="sr-only">{isAnnouncement ? "By " : "Asked by "}</span>
          <Name>{thread.student_name}</Name>
        </>
      ) : isAnnouncement ? (
        "By you"
      ) : thread.visibility === "class" ? (
        "Asked the class"
      ) : (
        <>
          Asked <Name>{thread.lecturer_name}</Name>
        </>
      )}
    </span>
  );
}
