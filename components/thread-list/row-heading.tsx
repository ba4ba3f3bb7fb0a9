import { Megaphone } from "lucide-react";
import type { Thread } from "#lib/contract/discussions.ts";
import { cn } from "../ui/cn";
import { Link } from "../ui/link";
import { UnreadMark } from "../ui/status-badge";
import { ThreadStatus } from "./thread-status";

type Props = {
  thread: Thread;
  /** Leads to the thread, from anywhere in the row. */
  text: string | null;
  isStrong: boolean;
  className?: string;
};

/** The first line of a thread in a list: what it is called, or what is new in it, and its state. */
export function RowHeading({ thread, text, isStrong, className }: Props) {
  return (
    <div className={cn("flex min-w-0 items-baseline justify-between gap-x-3 sm:gap-x-6", className)}>
      <Link
        href={`/discussions/threads/${thread.id}`}
        className={`min-w-0 leading-snug covers-row sm:max-w-3xl ${isStrong ? "font-semibold" : ""}`}
      >
        {thread.unread && <span className="sr-only">Unread: </span>}
        {/* A direction of its own: the word above is English, whatever the text is. */}
        <span dir="auto" className="line-clamp-2 [overflow-wrap:anywhere]">
          {text}
        </span>
      </Link>
      {/* At the edge of the row, where states stand below each other. */}
      <span className="flex shrink-0 items-center gap-x-3 max-sm:flex-col max-sm:items-end sm:flex-row-reverse">
        <span className="flex sm:min-w-22">{thread.kind === "announcement" ? <AnnouncementMark /> : <ThreadStatus thread={thread} />}</span>
        {thread.unread && <UnreadMark />}
      </span>
    </div>
  );
}

/** Tells an announcement from a question, by icon and word. */
const AnnouncementMark = () => (
  <span className="inline-flex shrink-0 items-center gap-1.5 font-semibold text-accent-text text-meta">
    <Megaphone className="size-4" aria-hidden="true" />
    Announcement
  </span>
);
