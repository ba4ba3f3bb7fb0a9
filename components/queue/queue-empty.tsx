"use client";
import { Check, Link as LinkIcon, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { QueueScope } from "#lib/client/thread/queue-view.ts";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Name } from "../ui/name";

type Course = { id: string; title: string; code: string | null };
export type EmptyProps = { scope: QueueScope; isFiltered: boolean /** What the queue is about. */; courses: Course[] };

const sayings: Record<QueueScope, { title: string; text: string }> = {
  all: { title: "All caught up", text: "New questions will appear here, longest wait first." },
  unclaimed: { title: "Nothing is unclaimed", text: "Someone on the staff is answering every question that waits." },
  mine: { title: "You’re not answering anything", text: "Press “I’m answering” on a question to keep it here for ten minutes." },
};

/** How many courses the empty queue offers something for. */
const offersMax = 3;

/** A queue without rows, and what brings questions into it. */
export function QueueEmpty({ scope, isFiltered, courses }: EmptyProps) {
  const { title, text } = sayings[scope];
  if (scope !== "all" || isFiltered) return <EmptyState title={title}>{text}</EmptyState>;
  if (courses.length === 0)
    return (
      <EmptyState
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
      title={title}
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

function Offer({ course }: { course: Course }) {
  const [copied, setCopied] = useState(false);
  const path = `/courses/${course.id}`;
  // Without HTTPS there is no clipboard: the link beside it can be copied by hand.
  const copy = () =>
    navigator.clipboard?.writeText(new URL(path, window.location.href).href).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <li className="grid min-w-0 justify-items-center gap-2">
      <Link href={path} className="max-w-full truncate font-medium text-sm hover:underline">
        <Name>{course.title}</Name>
      </Link>
      <span className="flex flex-wrap justify-center gap-2">
        <Button type="button" size="sm" variant="outline" onClick={() => void copy()}>
          {copied ? <Check aria-hidden="true" /> : <LinkIcon aria-hidden="true" />}
          {copied ? "Link copied" : "Copy the course link"}
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
      <span role="status" className="sr-only">
        {copied && "Link copied"}
      </span>
    </li>
  );
}
