"use client";
import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { Popover } from "radix-ui";
import { useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { rowsOf } from "#lib/client/inbox/inbox-threads.ts";
import { useInbox } from "../live/realtime-provider";
import { InboxList, MarkAllButton } from "./inbox-list";
import { countText } from "./notification-text";
import { useAppBadge } from "./use-app-badge";

/** How many lines the popover shows. */
const shown = 8;

/**
 * The bell in the top bar: the number of unread notifications, and the newest of them. Mount it once, because it also writes the title of
 * the document.
 */
export function Bell() {
  const unread = useInbox(({ counts }) => counts.unread);
  const [open, setOpen] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useAppBadge(unread);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={unread > 0 ? `Notifications, ${countText(unread)} unread` : "Notifications"}
        className="relative grid size-10 place-items-center rounded-lg hover:bg-muted"
      >
        <BellIcon className="size-5" aria-hidden="true" />
        <span
          id="notification-badge"
          aria-hidden="true"
          hidden={unread === 0}
          className="absolute -end-1 -top-0.5 min-w-5 rounded-full bg-primary px-1 text-center font-semibold text-primary-foreground text-xs leading-5 tabular-nums"
        >
          {countText(unread)}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label="Notifications"
          // Not on its first button, because one more press of Enter would mark everything as read.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            heading.current?.focus({ preventScroll: true });
          }}
          className="z-40 flex max-h-[min(36rem,var(--radix-popover-content-available-height))] w-[min(26rem,calc(100vw-1.5rem))] flex-col rounded-lg border border-border bg-card shadow-lg outline-none"
        >
          <div className="flex items-center justify-between border-border border-b py-1.5 ps-4 pe-2">
            <h2 ref={heading} tabIndex={-1} className="font-semibold outline-none">
              Notifications
            </h2>
            <MarkAllButton />
          </div>
          <FirstRows onOpen={() => setOpen(false)} />
          <Link
            href="/notifications"
            onClick={() => setOpen(false)}
            className="border-border border-t p-3 text-center font-medium text-sm hover:bg-muted"
          >
            See all notifications
          </Link>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function FirstRows({ onOpen }: { onOpen: () => void }) {
  const rows = useInbox(useShallow(rowsOf));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-1.5">
      <InboxList rows={rows} most={shown} empty="Nothing here yet." onOpen={onOpen} />
    </div>
  );
}
