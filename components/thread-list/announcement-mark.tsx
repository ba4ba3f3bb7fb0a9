import { Megaphone } from "lucide-react";

/** Tells an announcement from a question, by icon and word. */
export const AnnouncementMark = () => (
  <span className="inline-flex shrink-0 items-center gap-1.5 font-semibold text-accent-text text-meta">
    <Megaphone className="size-4" aria-hidden="true" />
    Announcement
  </span>
);
