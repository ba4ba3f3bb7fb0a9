"use client";
import { BookOpen, CheckCheck, Link as LinkIcon, type LucideIcon, MessageSquareMore, Plus, UserCheck } from "lucide-react";
import { useRef } from "react";
import { type QueueScope, type QueueView, queueHref } from "#lib/client/thread/queue-view.ts";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Link } from "../ui/link";
import { Name } from "../ui/name";
import { useCopyLink } from "../ui/use-copy-link";

type Course = { id: string; title: string; code: string | null };
export type EmptyProps = { view: QueueView /** What the queue is about. */; courses: Course[] };

const sayings: Record<QueueScope, { icon: LucideIcon; title: string; text: string }> = {
  all: { icon: CheckCheck, title: "All caught up", text: "New questions will appear here, longest wait first." },
  unclaimed: {
    icon: UserCheck,
    title: "Nothing left to claim",
    text: "Someone on the staff is answering every waiting question.",
  },
  mine: {
    icon: MessageSquareMore,
    title: "You’re not answering anything",
    text: "Press “I’m answering” on a question to keep it here for ten minutes.",
  },
};

/** How many courses the empty queue offers something for. */
const offersMax = 3;

/** A queue without rows, and what brings questions into it. */
export function QueueEmpty({ view, courses }: EmptyProps) {
  const { icon, title, text } = sayings[view.scope];
  if (view.scope !== "all" || view.videoId !== null)
    return (
      <EmptyState {...{ icon, title }} action={<Wider view={view} />}>
        {text}
      </EmptyState>
    );
  if (courses.length === 0)
    return (
      <EmptyState
        icon={BookOpen}
        title="No courses yet"
        action={
          <Button asChild>
            <Link href="/courses">Create your first course</Link>
          </Button>
        }
      >
        Questions about your lectures will appear here, longest wait first.
      </EmptyState>
    );
  return (
    <EmptyState
      {...{ icon, title }}
      action={
        <ul className="grid max-w-full grid-cols-[minmax(0,1fr)] gap-4">
          {courses.slice(0, offersMax).map((course) => (
            <Offer key={course.id} course={course} />
          ))}
        </ul>
      }
    >
      {text}
    </EmptyState>
  );
}

/** Leads to where more may be waiting: out of the view first, then out of the video. */
function Wider({ view }: { view: QueueView }) {
  const href = queueHref(view.scope === "all" ? { ...view, videoId: null } : { ...view, scope: "all" });
  return (
    <Button asChild variant="outline">
      <Link href={href}>{view.scope === "all" ? "Show all lectures" : "Show all waiting questions"}</Link>
    </Button>
  );
}

function Offer({ course }: { course: Course }) {
  const button = useRef<HTMLButtonElement>(null);
  const { copy, window } = useCopyLink(button);
  const path = `/courses/${course.id}`;
  return (
    <li className="grid min-w-0 justify-items-center gap-2">
      <Link href={path} className="max-w-full truncate font-medium text-sm hover:underline">
        <Name>{course.title}</Name>
      </Link>
      <span className="flex flex-wrap justify-center gap-2">
        <Button ref={button} type="button" size="sm" variant="outline" onClick={() => copy(path)}>
          <LinkIcon aria-hidden="true" />
          Copy the course link
        </Button>
        <Button asChild size="sm" variant="outline">
          <Link href={path}>
            <Plus aria-hidden="true" />
            Add a lecture
          </Link>
        </Button>
      </span>
      {course.code !== null && (
        <span className="max-w-full text-muted-foreground text-sm">
          Enrolment code: <bdi className="select-all font-mono text-foreground">{course.code}</bdi>
        </span>
      )}
      {window}
    </li>
  );
}
