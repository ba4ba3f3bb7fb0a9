import { BookOpen, Clapperboard, type LucideIcon, Megaphone, MessageSquare, UserMinus, UserPlus } from "lucide-react";
import type { NotificationType } from "#lib/contract/notifications.ts";

const icons: Record<NotificationType, LucideIcon> = {
  "thread/discussion": MessageSquare,
  "user/created": UserPlus,
  "user/deleted": UserMinus,
  "course/created": BookOpen,
  "video/uploaded": Clapperboard,
  "course/announcement": Megaphone,
};

/** The kind of a notification as a picture; the title says it in words. */
export function NotificationIcon({ type, className }: { type: NotificationType; className: string }) {
  const Icon = icons[type];
  return <Icon className={className} aria-hidden="true" />;
}
