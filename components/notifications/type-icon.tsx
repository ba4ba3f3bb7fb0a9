import { BookOpen, Film, type LucideIcon, MessageCircleQuestionMark, UserMinus, UserPlus } from "lucide-react";
import type { NotificationType } from "#lib/contract/notifications";

const icons: Record<NotificationType, LucideIcon> = {
  "thread/discussion": MessageCircleQuestionMark,
  "user/created": UserPlus,
  "user/deleted": UserMinus,
  "course/created": BookOpen,
  "video/uploaded": Film,
};

/** What a notification is about, for the eye alone: the words stand beside it. */
export function TypeIcon({ type }: { type: NotificationType }) {
  const Icon = icons[type];
  return <Icon className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />;
}
