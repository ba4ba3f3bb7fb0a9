import { CircleCheck, Hourglass, type LucideIcon, Megaphone, MessageCircleReply } from "lucide-react";
import type { QuestionState } from "#lib/contract/discussions.ts";

const looks: Record<QuestionState | "announcement", { word: string; Icon: LucideIcon; className: string }> = {
  waiting: { word: "Waiting", Icon: Hourglass, className: "text-waiting" },
  answered: { word: "Answered", Icon: MessageCircleReply, className: "text-answered" },
  resolved: { word: "Resolved", Icon: CircleCheck, className: "text-success" },
  announcement: { word: "Announcement", Icon: Megaphone, className: "text-accent-text" },
};

/** The state of a question, or that it is an announcement, by icon and word, never only by colour. */
export function StatusBadge({ state }: { state: QuestionState | "announcement" }) {
  const { word, Icon, className } = looks[state];
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap font-medium text-meta ${className}`}>
      <Icon className="size-3.5" aria-hidden="true" />
      {word}
    </span>
  );
}

/** The mark of something unread: a dot and the word. */
export function UnreadMark({ id }: { id?: string }) {
  return (
    <span id={id} className="inline-flex items-center gap-1.5 whitespace-nowrap text-meta font-semibold text-accent-text">
      <span className="size-2 rounded-full bg-accent-strong forced-colors:bg-[Highlight]" aria-hidden="true" />
      Unread
    </span>
  );
}
