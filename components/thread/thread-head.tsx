import { Megaphone } from "lucide-react";
import type { ReactNode } from "react";
import { Name } from "#components/ui/name.tsx";
import { readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { Link } from "../ui/link";
import { formatMoment, spokenMoment } from "../ui/moment";
import { firstLine, plainText } from "../ui/plain-text";
import { BackLink } from "./back-link";
import type { ThreadCourse } from "./thread-course";

/** The longest question that its heading shows whole. A longer one is cut there, and stands below as it was written. */
const wholeMax = 160;

/** What a heading can't show: formulas, links, times that lead somewhere, words that are struck out. */
const more = /\$|\]\(|:\/\/|\d:\d\d|~~|www\.|@|&#?\w+;/;
/** A first line that is a paragraph or a heading of its own, so that what follows means the same without it. */
const ownLine = /^(?:#{1,6} .+|(?!```|~~~|[-*+|]\s|>|\d+[.)]\s).+(?=$|\n\s*\n|\n(?:`{3,}[^`\n]*|~{3,}.*)(?:\n|$)))(?![^\n])/;
/** What a first line may refer to: the address of a link, a note. */
const reference = /^ {0,3}\[.+\]:/m;

/** The heading of a question, and what of its text the heading does not say. */
export function headingOf({ kind, question_text }: Pick<Thread, "kind" | "question_text">): { line: string; rest: string } {
  const text = question_text.trim();
  const line = firstLine(text);
  const own = ownLine.exec(text)?.[0];
  const isInHeading =
    kind === "question" &&
    own !== undefined &&
    line === plainText(own) &&
    line.length <= wholeMax &&
    !more.test(own) &&
    !reference.test(text);
  return { line: line || "Question", rest: isInHeading ? text.slice(own.length).replace(/^\s*\n/, "") : question_text };
}

const metaLink = "inline-flex min-h-6 min-w-0 max-w-full items-center hover:underline hover:text-foreground";

type Props = {
  thread: Thread;
  course: ThreadCourse | null;
  /** Where it stands in the queue, at the end of the first line. */
  walk?: ReactNode;
};

/** What a discussion is about: its course and video, and the question or the title as the heading of the page. */
export function ThreadHead({ thread, course, walk }: Props) {
  const { video_id, video_title, video_timestamp_seconds: at } = thread;
  return (
    <header className="grid gap-2">
      <div className="flex min-h-8 min-w-0 items-center justify-between gap-3">
        <BackLink asStaff={readsAsStaff(thread)} />
        {walk}
      </div>
      <p className="dotted max-sm:flex-nowrap items-center text-muted-foreground text-sm empty:hidden">
        {course && (
          <span className="min-w-0 max-w-full">
            <Link href={`/courses/${thread.course_id}`} className={metaLink}>
              <Name className="truncate">{course.title}</Name>
            </Link>
          </span>
        )}
        {video_id !== null && (
          <span className="min-w-0 max-w-full">
            <Link href={`/videos/${video_id}${at === null ? "" : `?t=${at}`}`} className={metaLink}>
              <Name className="truncate">{video_title}</Name>
              {at !== null && (
                <>
                  <span aria-hidden="true" className="shrink-0 tabular-nums">
                    , {formatMoment(at)}
                  </span>
                  <span className="sr-only"> at {spokenMoment(at)}</span>
                </>
              )}
            </Link>
          </span>
        )}
      </p>
      <Heading thread={thread} />
    </header>
  );
}

const look = "min-w-0 [overflow-wrap:anywhere] page-title leading-snug max-sm:text-xl";

function Heading({ thread }: { thread: Thread }) {
  if (thread.kind === "announcement")
    return (
      <h1 className={look}>
        <Megaphone className="me-2 inline size-5 align-[-0.125em] text-accent-text" aria-hidden="true" />
        <span className="sr-only">Announcement: </span>
        <Name>{thread.title}</Name>
      </h1>
    );
  const { line, rest } = headingOf(thread);
  return (
    <h1 id="question-title" dir="auto" className={rest === thread.question_text ? `${look} line-clamp-3` : look}>
      {line}
    </h1>
  );
}
