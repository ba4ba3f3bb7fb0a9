"use client";
import { Mail, MailOpen } from "lucide-react";
import { memo, useId, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { ApiError } from "#lib/client/api/api.ts";
import type { Group } from "#lib/client/inbox/inbox-threads.ts";
import { markIds, markThread } from "#lib/client/inbox/mark.ts";
import { useInboxStore } from "../live/realtime-provider";
import { cn } from "../ui/cn";
import { Link } from "../ui/link";
import { LocalTime } from "../ui/local-time";
import { Moment } from "../ui/moment";
import { rowLook } from "../ui/row-look";
import { countText } from "./count-text";
import { landingOf } from "./landing";
import { NotificationIcon } from "./notification-icon";
import { notificationText } from "./notification-text";

/** Tells the reader that marking failed. */
export function toastMarkFailed(error: unknown): void {
  toast.error(error instanceof ApiError ? `Couldn’t update: ${error.message}` : "Couldn’t update. Try again.");
}

type Props = { group: Group; onOpen?: (() => void) | undefined };

/** One line of the inbox: a thread with all its notifications, or one without. The line leads there; a button beside it marks them. */
export const InboxRow = memo(Row, (before, now) => before.onOpen === now.onOpen && isSame(before.group, now.group));

/** Groups are made anew with every change of the inbox. What a row shows of one seldom changes. */
const isSame = (one: Group, other: Group) =>
  one.latest === other.latest &&
  one.unread === other.unread &&
  one.question === other.question &&
  one.rows.length === other.rows.length &&
  one.rows.every((row, at) => row === other.rows[at]);

function Row({ group, onOpen }: Props) {
  const inbox = useInboxStore();
  const { latest, rows, threadId } = group;
  const { kind, word, title, lead, line, hasWords, context, href } = notificationText(latest, group.question);
  const moment = landingOf(latest)?.second ?? null;
  const unread = group.unread > 0;
  const id = useId();

  const markRead = () => {
    const ids = rows.filter((row) => !row.read).map((row) => row.id);
    return threadId === null ? markIds(inbox, ids, true) : markThread(inbox, threadId, ids);
  };
  const mark = () => (unread ? markRead() : markIds(inbox, [latest.id], false)).catch(toastMarkFailed);
  const open = () => {
    onOpen?.();
    // Opening a thread marks what is seen as read; anything else is read once it is opened.
    if (unread && threadId === null) markRead().catch(() => undefined);
  };

  return (
    <div data-marked={unread || undefined} className={`group/row relative flex min-h-16 items-center gap-3 rounded-lg px-3 ${rowLook}`}>
      {unread && <span aria-hidden="true" className={dot} />}
      <NotificationIcon kind={kind} className="size-4.5 shrink-0" />
      <div className="min-w-0 flex-1 py-2">
        <p className="flex min-w-0 items-center gap-2 leading-6">
          <Link
            href={href}
            onClick={open}
            // The name holds the whole row. Because screen readers list links without the text beside them.
            aria-labelledby={`${unread ? `${id}-unread ` : ""}${id}-lead ${id}-rest`}
            className={cn(
              "covers-row min-w-0 @2xl:truncate",
              // On a phone the lines are for what is new.
              hasWords ? "max-sm:truncate sm:@max-2xl:line-clamp-2" : "@max-2xl:line-clamp-2",
              unread && "font-semibold",
            )}
          >
            <bdi id={`${id}-lead`}>{lead || title}</bdi>
          </Link>
          {unread && (
            // The line below says how many, when they are several. In the bell and on a phone, dot and weight say it.
            <span
              id={`${id}-unread`}
              className={group.unread > 1 ? "sr-only" : "shrink-0 font-semibold text-meta text-accent-text @max-2xl:sr-only"}
            >
              Unread
            </span>
          )}
        </p>
        <p
          id={`${id}-rest`}
          className={cn(
            "text-muted-foreground text-sm leading-5",
            hasWords ? "max-sm:line-clamp-2 max-sm:[overflow-wrap:anywhere] sm:truncate" : "truncate",
          )}
        >
          <span className={cn("font-medium", unread && "text-foreground")}>
            {word}
            {group.unread > 1 && `, ${countText(group.unread)} unread`}
          </span>
          {/* Before what may be cut off. */}
          {moment !== null && (
            <>
              {" · "}
              <Moment seconds={moment} />
            </>
          )}
          {line && <More text={line} />}
          {context && <More text={context} />}
        </p>
      </div>
      <RowEnd at={latest.timestamp} unread={group.unread} about={[word, lead || line].filter(Boolean).join(", ")} onMark={mark} />
    </div>
  );
}

const dot = "absolute start-0.5 top-1/2 size-2 -translate-y-1/2 rounded-full bg-accent-strong forced-colors:bg-[Highlight]";

const More = ({ text }: { text: string }) => (
  <>
    {" · "}
    <Name>{text}</Name>
  </>
);

type EndProps = {
  at: string;
  /** How many notifications the row stands for that are unread. */
  unread: number;
  /** What the row is about, for the button's name. */
  about: string;
  onMark: () => Promise<void>;
};

/** The time and the button take turns in one place, so that nothing moves. Where nothing can hover both are shown. */
function RowEnd({ at, unread, about, onMark }: EndProps) {
  const [busy, setBusy] = useState(false);
  const toggle = async () => {
    if (busy) return;
    setBusy(true);
    await onMark();
    setBusy(false);
  };
  const mark = unread === 0 ? "Mark as unread" : unread === 1 ? "Mark as read" : `Mark all ${countText(unread)} as read`;
  const Icon = unread > 0 ? MailOpen : Mail;
  return (
    <div className="grid shrink-0 items-center justify-items-end *:[grid-area:1/1] pointer-coarse:flex pointer-coarse:gap-1">
      <LocalTime
        at={at}
        as="ago"
        className="text-meta text-muted-foreground tabular-nums pointer-fine:group-focus-within/row:invisible pointer-fine:group-hover/row:invisible"
      />
      <button
        type="button"
        aria-disabled={busy}
        onClick={() => void toggle()}
        title={mark}
        className="relative z-10 grid size-9 place-items-center rounded-lg text-muted-foreground hover:bg-card hover:text-foreground aria-disabled:opacity-50 pointer-fine:opacity-0 pointer-fine:group-focus-within/row:opacity-100 pointer-fine:group-hover/row:opacity-100"
      >
        <Icon className="size-4" aria-hidden="true" />
        <span className="sr-only">
          {mark}: {about}
        </span>
      </button>
    </div>
  );
}
