import { CheckCheck, CircleCheck, CircleQuestionMark, Hourglass, ListChecks, MessageCircleReply, SearchX } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { discussionsHref, type ListFilter } from "#lib/client/thread/list-filter.ts";
import { EmptyState } from "../ui/empty-state";
import { Link } from "../ui/link";

/** Says why the list is empty, and where to go from here. Drawn by the server: pages with rows load nothing of it. */
export function EmptyList({ filter, teaches }: { filter: ListFilter; teaches: boolean }) {
  const narrowed = filter.courseId !== null;
  if (filter.tab !== "all" || narrowed) {
    const { icon, title, text } = narrowed ? noMatches : sayings[filter.tab];
    return (
      <EmptyState {...{ icon, title }} action={<Everything />}>
        {text}
      </EmptyState>
    );
  }
  const toCourses = (
    <Button asChild variant={teaches ? "outline" : "primary"}>
      <Link href="/courses">Go to your courses</Link>
    </Button>
  );
  if (teaches)
    return (
      <EmptyState icon={CircleQuestionMark} title="No questions yet" action={toCourses}>
        When a student asks about a moment in one of your lectures, the question will show up here.
      </EmptyState>
    );
  return (
    <EmptyState icon={CircleQuestionMark} title="No questions yet" action={toCourses}>
      Open a lecture and ask the moment something is unclear. Your questions and answers will be collected here.
    </EmptyState>
  );
}

const noMatches = { icon: SearchX, title: "No matches", text: "No discussions match these filters." };

const sayings = {
  all: noMatches,
  unread: { icon: CheckCheck, title: "All caught up", text: "New questions and answers will show up here." },
  waiting: { icon: Hourglass, title: "No questions waiting", text: "Every question has an answer or is resolved." },
  answered: {
    icon: MessageCircleReply,
    title: "No answered questions",
    text: "Questions move here when they get an answer, until they’re resolved.",
  },
  open: { icon: ListChecks, title: "No unresolved questions", text: "Every question is resolved." },
  resolved: {
    icon: CircleCheck,
    title: "No resolved questions yet",
    text: "Discussions move here once one of you marks them as resolved.",
  },
};

const Everything = () => (
  <Button asChild variant="outline">
    <Link href={discussionsHref({ tab: "all", courseId: null, videoId: null })}>Show all discussions</Link>
  </Button>
);
