import Link from "next/link";
import { Name } from "#components/ui/name.tsx";
import type { Thread } from "#lib/contract/discussions.ts";
import { LocalTime } from "../ui/local-time";
import { MomentChip } from "../ui/moment";
import { plainText } from "../ui/plain-text";
import { UnreadMark } from "../ui/status-badge";
import { AnnouncementMark } from "./announcement-mark";
import { ThreadStatus } from "./thread-status";

/** One discussion in a list. The whole row leads there. */
export function ThreadRow({ thread }: { thread: Thread }) {
  const { unread } = thread;
  const isAnnouncement = thread.kind === "announcement";
  return (
    <article className="relative grid gap-1.5 rounded-lg px-3 py-4 hover:bg-muted/60 sm:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="flex min-w-0 items-center gap-2 text-muted-foreground text-sm">
          {isAnnouncement && <AnnouncementMark />}
          {thread.video_title !== null && (
            <span className="truncate">
              <Name>{thread.video_title}</Name>
            </span>
          )}
          {thread.video_timestamp_seconds !== null && <MomentChip seconds={thread.video_timestamp_seconds} className="shrink-0" />}
        </p>
        <span className="ms-auto flex items-center gap-3">
          {unread && <UnreadMark />}
          {!isAnnouncement && <ThreadStatus thread={thread} />}
        </span>
      </div>
      <Link
        href={`/discussions/threads/${thread.id}`}
        dir="auto"
        className={`line-clamp-2 rounded-sm leading-snug [overflow-wrap:anywhere] after:absolute after:inset-0 after:rounded-lg ${unread ? "font-semibold" : ""}`}
      >
        {unread && <span className="sr-only">Unread: </span>}
        {thread.title ?? plainText(thread.question_text)}
      </Link>
      <p className="dotted text-muted-foreground text-sm">
        <span className="max-w-full truncate">
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
        {!thread.mine && thread.visibility === "class" && <span>To the class</span>}
        <LocalTime at={thread.updated_at} as="ago" />
      </p>
    </article>
  );
}
