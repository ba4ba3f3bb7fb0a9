import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { addressOf, type ListFilter } from "#lib/client/thread/list-filter.ts";
import { EmptyState } from "../ui/empty-state";

/** Says why the list is empty, and where to go from here. */
export function EmptyList({ filter, teaches }: { filter: ListFilter; teaches: boolean }) {
  const narrowed = filter.courseId !== null;
  if (filter.tab !== "all" || narrowed) {
    const { title, text } = narrowed ? { title: "Nothing here", text: "No discussions match these filters." } : sayings[filter.tab];
    return (
      <EmptyState title={title} action={<Everything />}>
        {text}
      </EmptyState>
    );
  }
  if (teaches)
    return (
      <EmptyState title="No questions yet">
        When a student asks about a moment in one of your courses’ videos, the question will show up here.
      </EmptyState>
    );
  const toCourses = (
    <Button asChild>
      <Link href="/courses">Go to your courses</Link>
    </Button>
  );
  return (
    <EmptyState title="No questions yet" action={toCourses}>
      Open a lecture video and ask the moment something is unclear. Your questions and answers will be collected here.
    </EmptyState>
  );
}

const sayings = {
  all: { title: "Nothing here", text: "" },
  unread: { title: "All caught up", text: "New questions and answers will show up here." },
  waiting: { title: "No questions waiting", text: "Every question has an answer or is resolved." },
  answered: { title: "No answered questions", text: "Questions move here when they get an answer, until they’re resolved." },
  open: { title: "No open questions", text: "Every question is resolved." },
  resolved: { title: "No resolved questions yet", text: "Discussions move here once one of you marks them as resolved." },
} as const;

const Everything = () => (
  <Button asChild variant="outline">
    <Link href={addressOf({ tab: "all", courseId: null, videoId: null })}>Show all discussions</Link>
  </Button>
);
