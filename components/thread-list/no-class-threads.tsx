import { Bell, CheckCheck, CircleQuestionMark, Hand, MessageCircleReply, SearchX } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { type ClassView, classHref } from "#lib/client/feed/class-filter.ts";
import { EmptyState } from "../ui/empty-state";
import { Link } from "../ui/link";

type Props = { courseId: string; view: ClassView /** The reader is a classmate, who may ask. */; learns: boolean };

/** Says why the list of the class is empty, and where to go from here. Drawn by the server, as `EmptyList` is. */
export function NoClassThreads({ courseId, view, learns }: Props) {
  const { filter, videoId } = view;
  const { icon, title, text } = videoId === null ? sayings[filter] : noMatches;
  if (filter !== "all" || videoId !== null)
    return (
      <EmptyState {...{ icon, title }} action={<To href={classHref(courseId, { filter: "all", sort: "recent", videoId: null })} />}>
        {text}
      </EmptyState>
    );
  return (
    <EmptyState {...{ icon, title }} action={<To href={`/courses/${courseId}`} text="Go to the lectures" />}>
      {text} {learns ? "Ask one from a lecture." : "Students ask from a lecture."}
    </EmptyState>
  );
}

const To = ({ href, text = "Show all questions" }: { href: string; text?: string }) => (
  <Button asChild variant="outline">
    <Link href={href}>{text}</Link>
  </Button>
);

const noMatches = { icon: SearchX, title: "No matches", text: "No questions match these filters." };

const sayings = {
  all: {
    icon: CircleQuestionMark,
    title: "No questions yet",
    text: "Questions to the whole class appear here, together with announcements.",
  },
  waiting: { icon: CheckCheck, title: "All caught up", text: "No question is waiting for an answer." },
  answered: { icon: MessageCircleReply, title: "No answered questions", text: "Questions appear here once someone has answered them." },
  mine: { icon: Hand, title: "Nothing of yours yet", text: "What you ask the whole class appears here." },
  following: { icon: Bell, title: "You’re not following anything yet", text: "Press “Me too” on a question, or follow it on its page." },
};
