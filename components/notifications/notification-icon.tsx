import {
  BookOpen,
  CircleCheck,
  CircleQuestionMark,
  Clapperboard,
  type LucideIcon,
  Megaphone,
  MessageCircleReply,
  MessageSquareText,
  Users,
} from "lucide-react";
import { cn } from "../ui/cn";
import type { Kind } from "./notification-text";

const looks: Record<Kind, { Icon: LucideIcon; colour: string }> = {
  question: { Icon: CircleQuestionMark, colour: "text-waiting" },
  reply: { Icon: MessageSquareText, colour: "text-answered" },
  answered: { Icon: MessageCircleReply, colour: "text-answered" },
  resolved: { Icon: CircleCheck, colour: "text-success" },
  announcement: { Icon: Megaphone, colour: "text-accent-text" },
  lecture: { Icon: Clapperboard, colour: "text-muted-foreground" },
  course: { Icon: BookOpen, colour: "text-muted-foreground" },
  people: { Icon: Users, colour: "text-muted-foreground" },
};

/** The kind of a notification as a picture; a word beside it says it too. */
export function NotificationIcon({ kind, className }: { kind: Kind; className: string }) {
  const { Icon, colour } = looks[kind];
  return <Icon className={cn(className, colour)} aria-hidden="true" />;
}
