import Link from "next/link";
import { Button } from "#components/ui/button";
import type { Role } from "#lib/contract/auth";
import { EmptyState } from "./empty-state";
import { addressOf, type ListFilter } from "./list-filter";

/** Nothing to list: why, and where to go from here. */
export function EmptyList({ filter, role }: { filter: ListFilter; role: Role }) {
  const narrowed = filter.courseId !== null;
  if (filter.tab !== "all" || narrowed) {
    const { title, text } = narrowed ? { title: "Nothing here", text: "No discussion of this course fits." } : sayings[filter.tab];
    return (
      <EmptyState title={title} action={<Everything />}>
        {text}
      </EmptyState>
    );
  }
  if (role === "lecturer")
    return (
      <EmptyState title="No questions yet">When a student asks about a moment in one of your videos, the question appears here.</EmptyState>
    );
  const toCourses = (
    <Button asChild>
      <Link href="/courses">Go to your courses</Link>
    </Button>
  );
  return (
    <EmptyState title="No questions yet" action={toCourses}>
      Open a lecture video, and when something is unclear, ask about that very moment. Your questions and their answers gather here.
    </EmptyState>
  );
}

const sayings = {
  all: { title: "Nothing here", text: "" },
  unread: { title: "All caught up", text: "Everything is read. New answers and questions appear here by themselves." },
  open: { title: "Nothing is open", text: "Every question is resolved." },
  resolved: { title: "Nothing is resolved yet", text: "A discussion moves here once one of you marks it as resolved." },
} as const;

const Everything = () => (
  <Button asChild variant="outline">
    <Link href={addressOf({ tab: "all", courseId: null, videoId: null })}>Show all discussions</Link>
  </Button>
);
