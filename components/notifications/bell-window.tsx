"use client";
import { Popover } from "radix-ui";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { Link } from "../ui/link";
import { NewPill } from "../ui/new-pill";
import { useInPlace } from "./in-place";
import { InboxList, MarkAllButton } from "./inbox-list";
import { useWaiting } from "./use-waiting";

/** How many lines the popover shows. */
const linesMax = 8;

type Props = { id: string; open: boolean; setOpen: (open: boolean) => void; bell: RefObject<HTMLButtonElement | null> };

/** The newest notifications, at the bell. */
export function BellWindow({ id, open, setOpen, bell }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  /** Something else was pressed, which has the focus then. */
  const leftByPress = useRef(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Anchor virtualRef={bell} />
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={8}
          collisionPadding={12}
          id={id}
          aria-label="Notifications"
          // Not on its first button, because one more press of Enter would mark everything as read.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            heading.current?.focus({ preventScroll: true });
          }}
          onInteractOutside={(event) => {
            // The bell closes it itself.
            if (event.target instanceof Node && bell.current?.contains(event.target)) event.preventDefault();
            else leftByPress.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!leftByPress.current) bell.current?.focus();
            leftByPress.current = false;
          }}
          className="z-40 flex max-h-[min(36rem,var(--radix-popover-content-available-height))] w-[min(26rem,calc(100vw-1.5rem))] flex-col rounded-lg border border-border bg-card shadow-lg outline-none"
        >
          <FirstRows heading={heading} setOpen={setOpen} />
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

const nothing = <p className="px-3 py-10 text-center text-muted-foreground">Nothing here yet.</p>;

type FirstProps = Pick<Props, "setOpen"> & { heading: RefObject<HTMLHeadingElement | null> };

function FirstRows({ heading, setOpen }: FirstProps) {
  const onOpen = useCallback(() => setOpen(false), [setOpen]);
  const list = useRef<HTMLDivElement>(null);
  const inboxRows = useWaiting();
  const { rows, waiting, show } = inboxRows;
  // A toast would lie on the very window that says what is new.
  useInPlace({ shows: () => true, open: () => false });
  // One that was there before steps aside (toaster.tsx).
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.inbox = "open";
    return () => void delete dataset.inbox;
  }, []);
  const showWaiting = () => {
    show();
    list.current?.scrollTo?.({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <div className="flex items-center gap-2 border-border border-b py-1.5 ps-4 pe-2">
        <h2 ref={heading} tabIndex={-1} className="font-semibold outline-none">
          Notifications
        </h2>
        <div role="status" className="flex min-w-0 flex-1 justify-center">
          {waiting > 0 && <NewPill count={waiting} onShow={showWaiting} />}
        </div>
        <MarkAllButton waiting={inboxRows} />
      </div>
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        <InboxList rows={rows} most={linesMax} empty={nothing} onOpen={onOpen} />
      </div>
    </>
  );
}
