"use client";
import { Reply } from "lucide-react";
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { Moment } from "../ui/moment";
import { NotificationIcon } from "./notification-icon";
import type { Description } from "./notification-text";
import { useGiveFocusBack } from "./toast-layer";
import { ToastReply } from "./toast-reply";

type Props = {
  description: Description;
  /** The second of the video; null without one. */
  moment: number | null;
  href: string;
  onOpen: () => void;
  /** Null for who may not reply there. */
  reply: { threadId: string; onWriting: (writing: boolean) => void; onSend: (text: string) => void } | null;
};

/** A toast: what happened, where, about what, and the beginning of what was said. All of it opens; it can be answered in place. */
export function ToastCard({ description, moment, href, onOpen, reply }: Props) {
  const { kind, title, lead, line, context } = description;
  const [writing, setWriting] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const giveFocusBack = useGiveFocusBack();
  const write = (now: boolean) => {
    setWriting(now);
    reply?.onWriting(now);
  };
  const close = (by: "escape" | "leaving") => {
    write(false);
    if (by === "escape") requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <OpenLink href={href} onOpen={onOpen}>
          <span className="flex min-w-0 items-center gap-1.5 font-normal text-muted-foreground">
            <NotificationIcon kind={kind} className="size-4 shrink-0" />
            <span className="shrink-0">{title}</span>
            {context && (
              <span className="min-w-0 truncate">
                {"· "}
                <Name>{context}</Name>
              </span>
            )}
            {moment !== null && (
              <span className="shrink-0 font-medium text-foreground tabular-nums">
                <Moment seconds={moment} />
              </span>
            )}
          </span>
          {lead && (
            <span dir="auto" className={`block font-semibold ${line ? "truncate" : "line-clamp-2 break-words"}`}>
              {lead}
            </span>
          )}
          {line && (
            <span dir="auto" className="line-clamp-2 break-words font-normal">
              {line}
            </span>
          )}
        </OpenLink>
        {reply && !writing && (
          <Button
            ref={button}
            type="button"
            data-reply=""
            size="sm"
            variant="outline"
            onClick={() => write(true)}
            title="Reply (r)"
            className="relative z-10"
          >
            <Reply aria-hidden="true" />
            Reply
          </Button>
        )}
      </div>
      {reply && writing && (
        <ToastReply
          threadId={reply.threadId}
          label={`Reply to “${lead || line}”`}
          onClose={close}
          onSend={(text) => {
            giveFocusBack();
            setWriting(false);
            reply.onSend(text);
          }}
        />
      )}
    </div>
  );
}

type LinkProps = { href: string; onOpen: () => void; children: ReactNode };

/** How far (px) a press may move before it is a swipe. */
const swipePx = 5;

/** The link of a toast, as large as the toast. */
export function OpenLink({ href, onOpen, children }: LinkProps) {
  const from = useRef({ x: 0, y: 0 });
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { x, y } = from.current;
    // A key press has no place.
    const isSwipe = event.detail > 0 && Math.hypot(event.clientX - x, event.clientY - y) > swipePx;
    if (!isSwipe) onOpen();
  };
  return (
    <a
      href={href}
      data-opens=""
      draggable={false}
      onPointerDown={({ clientX, clientY }) => {
        from.current = { x: clientX, y: clientY };
      }}
      onClick={onClick}
      className="min-w-0 flex-1 covers-row"
    >
      {children}
    </a>
  );
}
