import { CircleCheck, CircleDot } from "lucide-react";
import type { ThreadStatus } from "#lib/contract/discussions.ts";

/** Open or resolved, by icon and word, never only by colour. */
export function StatusBadge({ status }: { status: ThreadStatus }) {
  const open = status === "open";
  const Icon = open ? CircleDot : CircleCheck;
  return (
    <span
      className={`inline-flex items-center gap-1 whitespace-nowrap text-xs font-medium ${open ? "text-muted-foreground" : "text-success"}`}
    >
      <Icon className="size-3.5" aria-hidden="true" />
      {open ? "Open" : "Resolved"}
    </span>
  );
}

/** The mark of something unread: a dot and the word. */
export function UnreadMark({ id }: { id?: string }) {
  return (
    <span id={id} className="inline-flex items-center gap-1.5 whitespace-nowrap text-xs font-semibold text-accent-text">
      <span className="size-2 rounded-full bg-accent-strong forced-colors:bg-[Highlight]" aria-hidden="true" />
      Unread
    </span>
  );
}
