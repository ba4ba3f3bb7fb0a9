"use client";
import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { ApiError } from "#lib/client/api/api.ts";
import type { Group } from "#lib/client/inbox/inbox-threads.ts";
import { markIds, markThread } from "#lib/client/inbox/mark.ts";
import { useInboxStore } from "../live/realtime-provider";
import { LocalTime } from "../ui/local-time";
import { UnreadMark } from "../ui/status-badge";
import { countText } from "./count-text";
import { NotificationIcon } from "./notification-icon";
import { notificationText } from "./notification-text";

/** Tells the reader that marking failed. */
export function sayFailed(error: unknown): void {
  toast.error(error instanceof ApiError ? `Couldn’t update: ${error.message}` : "Couldn’t update. Try again.");
}

/** A row of the unread list disappears when it is marked, with the focus in it. The focus then moves to the next row, or to the list. */
function focusAfter(button: HTMLElement): () => void {
  const line = button.closest("li");
  const beside = [line?.nextElementSibling, line?.previousElementSibling].map((other) => other?.querySelector("button"));
  const panel = button.closest<HTMLElement>("[role=tabpanel]");
  return () => {
    if (button.isConnected || document.activeElement !== document.body) return;
    (beside.find((one) => one?.isConnected) ?? panel)?.focus({ preventScroll: true });
  };
}

type Props = { group: Group; onOpen?: (() => void) | undefined };

/** One line of the inbox: a thread, or a single notification. The line leads there; a button beside it marks it. */
export function InboxRow({ group, onOpen }: Props) {
  const inbox = useInboxStore();
  const [busy, setBusy] = useState(false);
  const { latest, rows, threadId } = group;
  const { title, about, line, context, href } = notificationText(latest, group.question);
  const unread = group.unread > 0;
  const what = group.unread > 1 ? `${title}, ${countText(group.unread)} unread` : title;
  const id = useId();

  const markRead = () => {
    const ids = rows.filter((row) => !row.read).map((row) => row.id);
    return threadId === null ? markIds(inbox, ids, true) : markThread(inbox, threadId, ids);
  };
  const toggle = async (button: HTMLElement) => {
    if (busy) return;
    setBusy(true);
    const goOn = focusAfter(button);
    await (unread ? markRead() : markIds(inbox, [latest.id], false)).catch(sayFailed);
    setBusy(false);
    requestAnimationFrame(goOn);
  };
  const open = () => {
    onOpen?.();
    // Opening a thread marks what is seen as read; anything else is read once it is opened.
    if (unread && threadId === null) markRead().catch(() => undefined);
  };

  const mark = unread ? "Mark as read" : "Mark as unread";
  const Icon = unread ? Circle : CircleCheck;
  return (
    <div className="relative flex items-start gap-3 rounded-lg px-3 py-3 hover:bg-muted/60">
      <NotificationIcon type={latest.type} className="mt-1 size-4 shrink-0 text-muted-foreground" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={href}
            onClick={open}
            // The name holds the whole row. Because screen readers list links without the text beside them.
            aria-labelledby={`${unread ? `${id}-unread ` : ""}${id}-what ${id}-rest`}
            className={`rounded-sm after:absolute after:inset-0 after:rounded-lg ${unread ? "font-semibold" : ""}`}
          >
            <span id={`${id}-what`}>{what}</span>
          </Link>
          {unread && <UnreadMark id={`${id}-unread`} />}
          <LocalTime at={latest.timestamp} as="ago" className="ms-auto shrink-0 text-muted-foreground text-xs tabular-nums" />
        </p>
        <div id={`${id}-rest`}>
          {about && (
            <p dir="auto" className="truncate text-sm">
              {about}
            </p>
          )}
          {line && (
            <p dir="auto" className="line-clamp-2 break-words text-sm">
              {line}
            </p>
          )}
          {context && (
            <p className="truncate text-muted-foreground text-sm">
              <Name>{context}</Name>
            </p>
          )}
        </div>
      </div>
      <button
        type="button"
        aria-disabled={busy}
        onClick={({ currentTarget }) => void toggle(currentTarget)}
        title={mark}
        className="relative z-10 grid size-8 shrink-0 place-items-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground aria-disabled:opacity-50"
      >
        <Icon className="size-4" aria-hidden="true" />
        <span className="sr-only">
          {mark}: {[title, about || line].filter(Boolean).join(", ")}
        </span>
      </button>
    </div>
  );
}
